package dev.understudy.sink.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a payload: a version byte, then for each field a tag byte, the length as a
 * variable-length number, the content.
 */
final class Fields {
  private Fields() {}

  static void begin(int tag, int length, RecordBuffer out) {
    out.putByte(tag);
    out.putVarint(length);
  }

  static void uuid(int tag, UUID id, RecordBuffer out) {
    begin(tag, 16, out);
    out.putUuid(id);
  }

  static void text(int tag, @Nullable String text, RecordBuffer out) {
    if (text != null) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      begin(tag, utf8.length, out);
      out.putBytes(utf8);
    }
  }

  static void time(int tag, Instant time, RecordBuffer out) {
    begin(tag, 12, out);
    out.putLong(time.getEpochSecond());
    out.putInt(time.getNano());
  }

  static void nanos(int tag, @Nullable Duration duration, RecordBuffer out) {
    if (duration != null) {
      begin(tag, 8, out);
      out.putLong(duration.toNanos());
    }
  }

  static void real(int tag, @Nullable Double value, RecordBuffer out) {
    if (value != null) {
      begin(tag, 8, out);
      out.putLong(Double.doubleToRawLongBits(value));
    }
  }

  /** Takes one field of a payload. */
  interface Taker {
    void take(int tag, ByteBuffer content);
  }

  /**
   * Hands on all fields of a payload, each in a buffer of its own over the same memory.
   *
   * @throws IllegalArgumentException if the version is newer than that, or a field does not fit
   */
  static void forEach(ByteBuffer payload, int newestVersion, Taker taker) {
    int version = payload.get();
    if (version < 1 || version > newestVersion) {
      throw new IllegalArgumentException(
          "record version " + version + " is not known; a newer gateway wrote it");
    }
    while (payload.hasRemaining()) {
      int tag = payload.get() & 0xFF;
      int length = varint(payload);
      if (length < 0 || length > payload.remaining()) {
        throw new IllegalArgumentException("field " + tag + " is longer than its record");
      }
      ByteBuffer content = payload.slice(payload.position(), length);
      payload.position(payload.position() + length);
      taker.take(tag, content);
    }
  }

  static UUID uuid(ByteBuffer content) {
    return new UUID(content.getLong(), content.getLong());
  }

  static Instant time(ByteBuffer content) {
    return Instant.ofEpochSecond(content.getLong(), content.getInt());
  }

  static Duration nanos(ByteBuffer content) {
    return Duration.ofNanos(content.getLong());
  }

  static double real(ByteBuffer content) {
    return Double.longBitsToDouble(content.getLong());
  }

  /** All that is left, of a buffer over an array. */
  static String utf8(ByteBuffer content) {
    return new String(
        content.array(),
        content.arrayOffset() + content.position(),
        content.remaining(),
        StandardCharsets.UTF_8);
  }

  static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("record lacks its " + name);
    }
    return value;
  }

  private static int varint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = in.get();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a field's length is longer than five bytes");
  }
}
