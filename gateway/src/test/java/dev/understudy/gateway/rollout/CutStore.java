package dev.understudy.gateway.rollout;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.store.Versioned;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A store that one gateway can be cut off from while others reach it. */
final class CutStore implements Store {
  private final Store store;
  private volatile boolean cutOff;
  private volatile CountDownLatch mayWrite = new CountDownLatch(0);
  private volatile boolean losesAnswers;

  CutStore(Store store) {
    this.store = store;
  }

  void cutOff(boolean cutOff) {
    this.cutOff = cutOff;
  }

  /** Lets no conditional replacement begin before {@code until} is at nought. */
  void holdWrites(CountDownLatch until) {
    this.mayWrite = until;
  }

  /** Makes conditional replacements and fails as if it had not. */
  void losesAnswers(boolean losesAnswers) {
    this.losesAnswers = losesAnswers;
  }

  private Store reached() throws IOException {
    if (cutOff) {
      throw new IOException("cut off");
    }
    return store;
  }

  @Override
  public Path stage(String name) throws IOException {
    return reached().stage(name);
  }

  @Override
  public boolean putIfAbsent(String name, Path staged) throws IOException {
    return reached().putIfAbsent(name, staged);
  }

  @Override
  public SeekableByteChannel open(String name) throws IOException {
    return reached().open(name);
  }

  @Override
  public @Nullable Versioned read(String name) throws IOException {
    return reached().read(name);
  }

  @Override
  public @Nullable String replaceIf(String name, @Nullable String expectedVersion, byte[] bytes)
      throws IOException {
    Store reached = reached();
    try {
      mayWrite.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    String version = reached.replaceIf(name, expectedVersion, bytes);
    if (losesAnswers) {
      throw new IOException("the answer is lost");
    }
    return version;
  }

  @Override
  public List<StoredFile> list(String prefix) throws IOException {
    return reached().list(prefix);
  }

  @Override
  public boolean replaceFileIf(StoredFile expected, Path staged) throws IOException {
    return reached().replaceFileIf(expected, staged);
  }

  @Override
  public boolean delete(String name) throws IOException {
    return reached().delete(name);
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
