package dev.understudy.sink.upkeep;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The first half of the SHA-256 of a request's id. The id itself is a random UUID and cannot be
 * guessed from it.
 *
 * @param high the first eight bytes
 * @param low the next eight
 */
record RequestDigest(long high, long low) {
  private static final int BYTES = 16;

  static RequestDigest of(String requestId) {
    byte[] id = requestId.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer sum = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(id));
      return new RequestDigest(sum.getLong(), sum.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Reads what {@link #toHex} wrote. */
  static RequestDigest parse(String hex) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    return new RequestDigest(bytes.getLong(), bytes.getLong());
  }

  String toHex() {
    return HexFormat.of().formatHex(ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array());
  }
}
