package dev.understudy.gateway.edit;

import dev.understudy.rules.preview.CaptureFiles;
import dev.understudy.rules.preview.UnreadableCaptures;
import dev.understudy.sink.inspect.CapturedFiles;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.place.StorePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was captured into any store, for a preview of rules. For one thread; the caller closes. */
public final class StoredCaptures implements CaptureFiles {
  private final CapturedFiles files;
  private final @Nullable Store own;

  private StoredCaptures(CapturedFiles files, @Nullable Store own) {
    this.files = files;
    this.own = own;
  }

  /**
   * All that is in a place, which is opened as the environment says and closed with this.
   *
   * @param place a folder's path, or {@code s3://bucket/prefix}
   * @param notes told, a line each, what is fetched
   * @throws IllegalArgumentException if it is neither; the message says what is wrong
   */
  public static StoredCaptures at(String place, Consumer<String> notes) throws UnreadableCaptures {
    Store store;
    try {
      store = StorePlace.parse(place).openForReading();
    } catch (IOException e) {
      throw new UnreadableCaptures(String.valueOf(e.getMessage()), e);
    }
    try {
      return new StoredCaptures(readable(() -> CapturedFiles.all(store, notes)), store);
    } catch (UnreadableCaptures e) {
      close(store);
      throw e;
    }
  }

  /**
   * The newest files of a store, which stays open.
   *
   * @param mostBytes how large they may be together; the newest one may be larger
   * @param now from when on it is looked back
   */
  static StoredCaptures newest(Store store, long mostBytes, Instant now) throws UnreadableCaptures {
    return new StoredCaptures(
        readable(() -> CapturedFiles.newest(store, mostBytes, now, note -> {})), null);
  }

  /** Says in the words of previews what cannot be read. */
  private static <T> T readable(Reading<T> reading) throws UnreadableCaptures {
    try {
      return reading.read();
    } catch (dev.understudy.sink.inspect.UnreadableCaptures e) {
      throw new UnreadableCaptures(String.valueOf(e.getMessage()), e);
    }
  }

  private interface Reading<T> {
    T read() throws dev.understudy.sink.inspect.UnreadableCaptures;
  }

  @Override
  public String location() {
    return files.location();
  }

  @Override
  public List<Path> files() throws UnreadableCaptures {
    return readable(files::files);
  }

  @Override
  public boolean leaveOutUnreadable() throws UnreadableCaptures {
    return readable(files::leaveOutUnreadable);
  }

  @Override
  public List<String> leftOut() {
    return files.leftOut();
  }

  @Override
  public boolean olderLeftOut() {
    return files.olderLeftOut();
  }

  @Override
  public void close() {
    files.close();
    if (own != null) {
      close(own);
    }
  }

  private static void close(Store store) {
    try {
      store.close();
    } catch (IOException e) {
      throw new IllegalStateException("nothing was written that closing could lose", e);
    }
  }
}
