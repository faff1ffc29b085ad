package dev.understudy.exchange.wire.coding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells whether bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing cut off. */
public final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** Whether all of the bytes are valid UTF-8; no bytes at all are. Takes linear time. */
  public static boolean isValid(byte[] bytes) {
    int at = 0;
    while (true) {
      at = skipAscii(bytes, at);
      if (at == bytes.length) {
        return true;
      }
      int next = skipCharacter(bytes, at);
      if (next < 0) {
        return false;
      }
      at = next;
    }
  }

  private static int skipAscii(byte[] bytes, int from) {
    int at = from;
    if (at < bytes.length && bytes[at] < 0) {
      return at;
    }
    while (at + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < bytes.length && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** The place after the multi-byte character at that place, or -1 where there is no valid one. */
  private static int skipCharacter(byte[] bytes, int at) {
    int lead = bytes[at] & 0xFF;
    int size;
    int secondFrom = 0x80;
    int secondTo = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      size = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      size = 3;
      secondFrom = lead == 0xE0 ? 0xA0 : 0x80;
      secondTo = lead == 0xED ? 0x9F : 0xBF;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      size = 4;
      secondFrom = lead == 0xF0 ? 0x90 : 0x80;
      secondTo = lead == 0xF4 ? 0x8F : 0xBF;
    } else {
      return -1;
    }
    if (at + size > bytes.length) {
      return -1;
    }
    int second = bytes[at + 1] & 0xFF;
    if (second < secondFrom || second > secondTo) {
      return -1;
    }
    for (int i = at + 2; i < at + size; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return -1;
      }
    }
    return at + size;
  }
}
