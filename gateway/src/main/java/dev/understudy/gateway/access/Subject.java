package dev.understudy.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Who somebody is to the provider: the claim {@code sub}, which people cannot choose as they choose
 * their names.
 */
final class Subject {
  private static final int SHORT = 12;
  private static final int DIGITS = 8;

  private Subject() {}

  /**
   * A few characters that tell subjects apart: a short subject itself, else the first digits of its
   * SHA-256. Long ones' own first and last characters are often the same for all (their prefix, the
   * encoded name of the directory).
   */
  static String brief(String sub) {
    if (sub.length() <= SHORT) {
      return sub;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(sub.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS) + "…";
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
