package dev.understudy.sink.firehose;

import dev.understudy.sink.store.Store;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes one line: in memory while it is small enough to be sent, from then on in a staged file,
 * gzipped, so that no line is ever whole in memory that is larger than a record may be.
 */
final class LineOutput extends OutputStream {
  private final Store store;
  private final String name;
  private final ByteArrayOutputStream small = new ByteArrayOutputStream(4096);
  private @Nullable Path staged;
  private @Nullable OutputStream large;

  /** A line that gets that name in the store if it is too large. */
  LineOutput(Store store, String name) {
    this.store = store;
    this.name = name;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (large == null && small.size() + length > Line.LARGEST_BYTES) {
      Path file = store.stage(name);
      staged = file;
      large =
          new GZIPOutputStream(
              new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)));
      small.writeTo(large);
      small.reset();
    }
    OutputStream out = large == null ? small : large;
    out.write(bytes, from, length);
  }

  /** Whether it is too large to be sent. */
  boolean isTooLarge() {
    return large != null;
  }

  /** The line, where it is not too large. */
  byte[] toByteArray() {
    return small.toByteArray();
  }

  /** Puts the line into the store; a name that is taken holds the same line. */
  void put() throws IOException {
    if (large == null || staged == null) {
      throw new IllegalStateException("the line is small enough to be sent");
    }
    large.close();
    store.putIfAbsent(name, staged);
  }

  /** Frees what a failure left; nothing is left after a put. */
  @Override
  public void close() throws IOException {
    if (large != null && staged != null) {
      try {
        large.close();
      } finally {
        Files.deleteIfExists(staged);
      }
    }
  }
}
