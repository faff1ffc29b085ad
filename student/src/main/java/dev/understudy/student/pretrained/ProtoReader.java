package dev.understudy.student.pretrained;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one message in Protocol Buffers' wire format, one after another: {@link
 * #next} goes to a field, then exactly one method takes its value. Source: the page Encoding of
 * Protocol Buffers' documentation.
 *
 * <p>What is cut short or makes no sense ends in an {@link IllegalArgumentException} or {@link
 * java.nio.BufferUnderflowException}.
 */
final class ProtoReader {
  static final int VARINT = 0;
  static final int FIXED_64 = 1;
  static final int BYTES = 2;
  static final int FIXED_32 = 5;

  private final ByteBuffer data;
  private int field;
  private int wire;

  ProtoReader(ByteBuffer data) {
    this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field; false at the end of the message. */
  boolean next() {
    if (!data.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    wire = (int) (tag & 7);
    return true;
  }

  /** Whether anything is left, for bytes that hold values without fields. */
  boolean hasMore() {
    return data.hasRemaining();
  }

  /** The number of the field it is at. */
  int field() {
    return field;
  }

  /** How the field's value is written. */
  int wire() {
    return wire;
  }

  /** The value, where it is a number of varying length. */
  long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte part = data.get();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has more than ten bytes");
  }

  /** The value, where it is a message or bytes; shares memory. */
  ByteBuffer bytes() {
    long length = varint();
    if (length < 0 || length > data.remaining()) {
      throw new IllegalArgumentException("a field is longer than its message");
    }
    ByteBuffer value = data.slice(data.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    data.position(data.position() + (int) length);
    return value;
  }

  /** The value, where it is a message. */
  ProtoReader message() {
    return new ProtoReader(bytes());
  }

  /** The value, where it is text. */
  String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  /** Leaves the value out. */
  void skip() {
    switch (wire) {
      case VARINT -> varint();
      case FIXED_64 -> data.getLong();
      case BYTES -> bytes();
      case FIXED_32 -> data.getInt();
      default -> throw new IllegalArgumentException("no field is written as " + wire);
    }
  }
}
