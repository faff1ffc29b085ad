package dev.understudy.sink.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes everything on to another store; tests override what is to go wrong. */
public class StoreAround implements Store {
  private final Store store;

  public StoreAround(Store store) {
    this.store = store;
  }

  @Override
  public Path stage(String name) throws IOException {
    return store.stage(name);
  }

  @Override
  public boolean putIfAbsent(String name, Path staged) throws IOException {
    return store.putIfAbsent(name, staged);
  }

  @Override
  public SeekableByteChannel open(String name) throws IOException {
    return store.open(name);
  }

  @Override
  public @Nullable Versioned read(String name) throws IOException {
    return store.read(name);
  }

  @Override
  public @Nullable String replaceIf(String name, @Nullable String expected, byte[] bytes)
      throws IOException {
    return store.replaceIf(name, expected, bytes);
  }

  @Override
  public List<StoredFile> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public boolean replaceFileIf(StoredFile expected, Path staged) throws IOException {
    return store.replaceFileIf(expected, staged);
  }

  @Override
  public boolean delete(String name) throws IOException {
    return store.delete(name);
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
