package dev.understudy.exchange;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The copy of one message's body: all of its bytes, the first part of them, or only its length and
 * digest.
 *
 * <p>The bytes are those of the wire after removal of the transfer coding and before removal of any
 * content coding (gzip and the like). They may lie in several pieces; pieces are never written to
 * after the body was made, so a body can be shared among threads.
 *
 * @param pieces the kept bytes, in order; each buffer's remaining bytes count
 * @param length how many bytes the whole body had, kept or not
 * @param truncated whether bytes were left out because of a limit (a body recorded by digest alone
 *     is not truncated)
 * @param sha256 the lower-case hexadecimal SHA-256 of the whole body where the bytes were not kept
 *     by choice (binary content), else null
 */
public record Body(
    List<ByteBuffer> pieces, long length, boolean truncated, @Nullable String sha256) {
  /** A body of no bytes. */
  public static final Body EMPTY = new Body(List.of(), 0, false, null);

  public Body {
    pieces = List.copyOf(pieces);
    if (length < 0) {
      throw new IllegalArgumentException("body length must not be negative, got " + length);
    }
  }

  /** A body whose bytes were all kept. The array must not be changed afterwards. */
  public static Body of(byte[] bytes) {
    return new Body(List.of(ByteBuffer.wrap(bytes)), bytes.length, false, null);
  }

  /** How many bytes were kept. */
  public int keptBytes() {
    int sum = 0;
    for (ByteBuffer piece : pieces) {
      sum += piece.remaining();
    }
    return sum;
  }

  /** The kept bytes in one new array. */
  public byte[] toByteArray() {
    byte[] all = new byte[keptBytes()];
    int at = 0;
    for (ByteBuffer piece : pieces) {
      int size = piece.remaining();
      piece.get(piece.position(), all, at, size);
      at += size;
    }
    return all;
  }

  /** Content equality, whatever the pieces. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Body that
        && length == that.length
        && truncated == that.truncated
        && Objects.equals(sha256, that.sha256)
        && Arrays.equals(toByteArray(), that.toByteArray());
  }

  @Override
  public int hashCode() {
    return Objects.hash(length, truncated, sha256, Arrays.hashCode(toByteArray()));
  }

  /** Never the content: bodies hold prompts and answers. */
  @Override
  public String toString() {
    return "Body[length=" + length + ", kept=" + keptBytes() + ", truncated=" + truncated + "]";
  }
}
