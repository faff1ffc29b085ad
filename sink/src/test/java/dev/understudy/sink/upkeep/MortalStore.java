package dev.understudy.sink.upkeep;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoreAround;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.store.Versioned;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store as a process uses it that is killed after so many changes: everything it tries afterwards
 * fails. After each change somebody else may look.
 */
final class MortalStore extends StoreAround {
  private final int lastChange;
  private final Look look;
  private int changes;
  private boolean dead;

  /** What somebody else does after each change. */
  interface Look {
    void look() throws IOException;
  }

  MortalStore(Store store, int lastChange, Look look) {
    super(store);
    this.lastChange = lastChange;
    this.look = look;
  }

  /** Whether the process was killed. */
  boolean isDead() {
    return dead;
  }

  private void live() throws IOException {
    if (dead) {
      throw new IOException("the process is dead");
    }
  }

  private void changed() throws IOException {
    look.look();
    if (++changes == lastChange) {
      dead = true;
      throw new IOException("the process is killed");
    }
  }

  @Override
  public Path stage(String name) throws IOException {
    live();
    return super.stage(name);
  }

  @Override
  public boolean putIfAbsent(String name, Path staged) throws IOException {
    live();
    boolean put = super.putIfAbsent(name, staged);
    changed();
    return put;
  }

  @Override
  public SeekableByteChannel open(String name) throws IOException {
    live();
    return super.open(name);
  }

  @Override
  public @Nullable Versioned read(String name) throws IOException {
    live();
    return super.read(name);
  }

  @Override
  public @Nullable String replaceIf(String name, @Nullable String expected, byte[] bytes)
      throws IOException {
    live();
    String replaced = super.replaceIf(name, expected, bytes);
    changed();
    return replaced;
  }

  @Override
  public List<StoredFile> list(String prefix) throws IOException {
    live();
    return super.list(prefix);
  }

  @Override
  public boolean replaceFileIf(StoredFile expected, Path staged) throws IOException {
    live();
    boolean replaced = super.replaceFileIf(expected, staged);
    changed();
    return replaced;
  }

  @Override
  public boolean delete(String name) throws IOException {
    live();
    boolean deleted = super.delete(name);
    changed();
    return deleted;
  }
}
