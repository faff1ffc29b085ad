package dev.understudy.bench.traffic;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * A text with a number and a slice of prose left open, of fixed length however they are filled.
 *
 * <p>In the pattern, {@code #} stands for the number (16 hexadecimal digits, at most once, before
 * the prose) and {@code ~} for the prose (once).
 */
public final class Template {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 16;

  private final byte[] first;
  private final boolean numbered;
  private final byte[] second;
  private final byte[] last;
  private final int proseBytes;

  private Template(byte[] first, boolean numbered, byte[] second, byte[] last, int proseBytes) {
    this.first = first;
    this.numbered = numbered;
    this.second = second;
    this.last = last;
    this.proseBytes = proseBytes;
  }

  /** A template filled with prose until it has that many bytes in all. */
  public static Template ofBytes(String pattern, int bytes) {
    Template bare = withProse(pattern, 0);
    if (bare.bytes() >= bytes) {
      throw new IllegalArgumentException(
          "the frame alone takes " + bare.bytes() + " bytes, got a limit of " + bytes);
    }
    return withProse(pattern, bytes - bare.bytes());
  }

  /** A template with that much prose. */
  public static Template withProse(String pattern, int proseBytes) {
    int prose = pattern.indexOf('~');
    int number = pattern.indexOf('#');
    if (prose < 0 || number > prose) {
      throw new IllegalArgumentException("expected one ~, and # before it: " + pattern);
    }
    return new Template(
        ascii(pattern.substring(0, Math.max(number, 0))),
        number >= 0,
        ascii(pattern.substring(number + 1, prose)),
        ascii(pattern.substring(prose + 1)),
        proseBytes);
  }

  /** How long the filled text is. */
  public int bytes() {
    return first.length + (numbered ? DIGITS : 0) + second.length + proseBytes + last.length;
  }

  /** Appends the text with that number and the corpus' next slice. */
  public void append(ByteBuf out, long number, Corpus corpus) {
    out.writeBytes(first);
    if (numbered) {
      for (int shift = 60; shift >= 0; shift -= 4) {
        out.writeByte(HEX[(int) (number >>> shift) & 0xf]);
      }
    }
    out.writeBytes(second);
    corpus.appendSlice(out, proseBytes);
    out.writeBytes(last);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
