package dev.understudy.sink.parquet.pages;

import java.io.IOException;

/**
 * The memory that reading one file may take at once: a quarter of the process's, so that a file
 * which truly unpacks to more, by mistake or malice, fails alone. One thread.
 */
final class Room {
  private static final long LEAST_BYTES = 32L * 1024 * 1024;

  private final long most;
  private long taken;

  Room(long mostBytes) {
    this.most = mostBytes;
  }

  static Room inThisProcess() {
    return new Room(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 4));
  }

  /** Notes that so much will be held, or says that there is no room for it. */
  void take(long bytes, long where, String what) throws IOException {
    require(bytes, where, what);
    taken += bytes;
  }

  /** Says so if there is no room for what is held for a moment only. */
  void require(long bytes, long where, String what) throws IOException {
    if (bytes > left()) {
      throw new IOException(
          "%s at byte %d: expected at most %d bytes, what is left of the %d that a file may take of"
                  .formatted(what, where, left(), most)
              + " this process's memory, found %d; move the file away, or give more memory (-Xmx)"
                  .formatted(bytes));
    }
  }

  /** How much there is still room for. */
  long left() {
    return most - taken;
  }

  /** Notes that so much is held no more. */
  void give(long bytes) {
    taken -= bytes;
  }
}
