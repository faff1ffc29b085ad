package dev.understudy.sink.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * A small stored object as it was at one moment.
 *
 * @param bytes its content
 * @param version names that content, for {@link Store#replaceIf}; opaque. An object that gets an
 *     earlier content back may get that content's version back too
 */
@SuppressWarnings("ArrayRecordComponent") // copied on both ways, and compared by content
public record Versioned(byte[] bytes, String version) {
  /** How large an object may be. */
  public static final int MOST_BYTES = 1024 * 1024;

  public Versioned {
    bytes = bytes.clone();
    Objects.requireNonNull(version, "version");
  }

  /**
   * Refuses to write an object that is too large to be one.
   *
   * @throws IllegalArgumentException if it is
   */
  public static void requireSmall(String name, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s must be at most %d bytes, got %d".formatted(name, MOST_BYTES, bytes.length));
    }
  }

  /**
   * Refuses an object that is too large to be one, before it is read.
   *
   * @param shown the object, as people know it
   */
  public static void requireSmall(String shown, long bytes) throws IOException {
    if (bytes > MOST_BYTES) {
      throw new IOException(
          "%s: expected an object of at most %d bytes, found %s; move it away"
              .formatted(shown, MOST_BYTES, bytes));
    }
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Versioned that
        && version.equals(that.version)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Versioned[" + bytes.length + " bytes, version=" + version + "]";
  }
}
