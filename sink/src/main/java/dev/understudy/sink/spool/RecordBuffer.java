package dev.understudy.sink.spool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Bytes that grow at the end, written again and again without new memory. Big-endian. */
final class RecordBuffer {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int KEPT_BYTES = 4 * 1024 * 1024;

  private byte[] bytes = new byte[64 * 1024];
  private int size;

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  /** Forgets all bytes, and memory that one unusually large record took. */
  void clear() {
    size = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[64 * 1024];
    }
  }

  /** Forgets the bytes from there on. */
  void cutTo(int length) {
    size = length;
  }

  void putByte(int value) {
    need(1);
    bytes[size++] = (byte) value;
  }

  void putInt(int value) {
    need(4);
    INT.set(bytes, size, value);
    size += 4;
  }

  void putLong(long value) {
    need(8);
    LONG.set(bytes, size, value);
    size += 8;
  }

  /** Overwrites four bytes written before. */
  void setInt(int at, int value) {
    INT.set(bytes, at, value);
  }

  /** An unsigned number in seven-bit groups, the lowest first. */
  void putVarint(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      putByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    putByte(rest);
  }

  void putBytes(byte[] source) {
    need(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
  }

  void putBytes(ByteBuffer source) {
    int length = source.remaining();
    need(length);
    source.get(source.position(), bytes, size, length);
    size += length;
  }

  void putUuid(UUID id) {
    putLong(id.getMostSignificantBits());
    putLong(id.getLeastSignificantBits());
  }

  void putUtf8(String text) {
    putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void need(int more) {
    if (bytes.length - size < more) {
      long wanted = Math.max((long) size + more, Math.min(bytes.length * 2L, 1L << 30));
      if (wanted > Integer.MAX_VALUE - 16) {
        throw new IllegalStateException("record buffer would pass 2 GiB");
      }
      bytes = Arrays.copyOf(bytes, (int) wanted);
    }
  }
}
