package dev.understudy.sink.redaction;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes pseudonyms of users' ids: {@code u_} and 32 characters in base32 (RFC 4648 section 6, in
 * lower case). The first 128 bits are HMAC-SHA-256 (RFC 2104) of the id; the last 32 bits are one
 * of the first, by which a pseudonym is known for one and left as it is. The same key gives the
 * same pseudonyms; without the key nobody can tell whose they are, or make one. What is signed
 * begins with words of its own, so that the key may serve other ends too. Immutable, thread-safe.
 */
public final class PseudonymKey {
  private static final String PREFIX = "u_";
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final String ID = "understudy redaction, user id, 1\0";
  private static final String CHECK = "understudy redaction, user pseudonym, 1\0";
  private static final int SHORTEST_KEY = 16;
  private static final int ID_BYTES = 16;
  private static final int BYTES = 20;
  private static final int LENGTH = PREFIX.length() + BYTES * 8 / 5;

  private final SecretKeySpec key;

  private PseudonymKey(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * A key of those bytes.
   *
   * @throws IllegalArgumentException if they are fewer than 16
   */
  public static PseudonymKey of(byte[] key) {
    if (key.length < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "a pseudonym key must have at least "
              + SHORTEST_KEY
              + " bytes, got "
              + key.length
              + ": make one with a random generator");
    }
    return new PseudonymKey(key);
  }

  /** The pseudonym of a user; a pseudonym of this key is its own. */
  public String pseudonym(String user) {
    if (isPseudonym(user)) {
      return user;
    }
    byte[] all = Arrays.copyOf(signed(ID, user.getBytes(StandardCharsets.UTF_8)), BYTES);
    return spelled(all);
  }

  private boolean isPseudonym(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return false;
    }
    byte[] all = new byte[BYTES];
    for (int i = 0; i < LENGTH - PREFIX.length(); i++) {
      int five = ALPHABET.indexOf(text.charAt(PREFIX.length() + i));
      if (five < 0) {
        return false;
      }
      for (int bit = 0; bit < 5; bit++) {
        int at = i * 5 + bit;
        all[at / 8] |= (byte) ((five >> (4 - bit) & 1) << (7 - at % 8));
      }
    }
    return text.equals(spelled(all.clone()));
  }

  /** The pseudonym whose first bytes are those; puts the check into the others. */
  private String spelled(byte[] all) {
    byte[] check = signed(CHECK, Arrays.copyOf(all, ID_BYTES));
    System.arraycopy(check, 0, all, ID_BYTES, BYTES - ID_BYTES);
    StringBuilder text = new StringBuilder(LENGTH).append(PREFIX);
    for (int at = 0; at < BYTES * 8; at += 5) {
      int five = 0;
      for (int bit = at; bit < at + 5; bit++) {
        five = five << 1 | (all[bit / 8] >> (7 - bit % 8) & 1);
      }
      text.append(ALPHABET.charAt(five));
    }
    return text.toString();
  }

  private byte[] signed(String domain, byte[] message) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      mac.update(domain.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(message);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", missing);
    }
  }

  /** Whether the other one makes the same pseudonyms. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PseudonymKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key);
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "***";
  }
}
