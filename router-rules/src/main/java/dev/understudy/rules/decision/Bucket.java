package dev.understudy.rules.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Deals keys over 2^53 buckets: a key's bucket is the first 53 bits of the SHA-256 (FIPS 180-4) of
 * the salt, a zero byte, a word, a zero byte and the key, all in UTF-8. So a key has the same
 * bucket on every machine, and buckets under another salt or word tell nothing of it. Immutable;
 * any thread may ask, and none waits for another.
 */
public final class Bucket {
  /** How many buckets there are. */
  public static final long COUNT = 1L << 53;

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private final byte[] before;

  private Bucket(byte[] before) {
    this.before = before;
  }

  /**
   * The dealing of one salt for one purpose.
   *
   * @param salt another one deals all keys anew
   * @param word what is dealt, such as {@code header} or {@code dark}
   */
  public static Bucket dealing(String salt, String word) {
    return new Bucket((salt + '\0' + word + '\0').getBytes(UTF_8));
  }

  /** The key's bucket, within [0, 2^53). Allocates nothing for keys of ASCII. */
  public long of(String key) {
    Scratch scratch = SCRATCH.get();
    scratch.begin(before, key.length());
    scratch.append(key);
    return scratch.bucket();
  }

  /** The bucket of an id in its usual text of 36 characters. Allocates nothing. */
  public long of(UUID id) {
    Scratch scratch = SCRATCH.get();
    scratch.begin(before, 36);
    scratch.append(id);
    return scratch.bucket();
  }

  /** The bucket as a number within [0, 1), exact. */
  public static double fraction(long bucket) {
    return bucket * 0x1p-53;
  }

  /** The bucket that a number within [0, 1) lies in. */
  static long at(double fraction) {
    return (long) (fraction * COUNT);
  }

  /** What one thread hashes with. */
  private static final class Scratch {
    private static final int DIGEST_BYTES = 32;
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

    private final MessageDigest sha256 = newSha256();
    private final byte[] digest = new byte[DIGEST_BYTES];
    private byte[] text = new byte[256];
    private int size;

    void begin(byte[] before, int more) {
      ensure(before.length + more);
      System.arraycopy(before, 0, text, 0, before.length);
      size = before.length;
    }

    void append(String key) {
      for (int i = 0; i < key.length(); i++) {
        char c = key.charAt(i);
        if (c >= 0x80) {
          appendEncoded(key.substring(i));
          return;
        }
        text[size++] = (byte) c;
      }
    }

    void append(UUID id) {
      append(id.getMostSignificantBits(), 8, 12);
      text[size++] = '-';
      append(id.getLeastSignificantBits(), 4, 16);
    }

    /** Appends 16 digits with dashes before those of these places. */
    private void append(long bits, int firstDash, int secondDash) {
      for (int digit = 0; digit < 16; digit++) {
        if (digit == firstDash || digit == secondDash) {
          text[size++] = '-';
        }
        text[size++] = HEX[(int) (bits >>> (60 - 4 * digit)) & 0xF];
      }
    }

    private void appendEncoded(String rest) {
      byte[] encoded = rest.getBytes(UTF_8);
      ensure(size + encoded.length);
      System.arraycopy(encoded, 0, text, size, encoded.length);
      size += encoded.length;
    }

    private void ensure(int bytes) {
      if (bytes > text.length) {
        text = Arrays.copyOf(text, Math.max(bytes, 2 * text.length));
      }
    }

    long bucket() {
      sha256.update(text, 0, size);
      try {
        sha256.digest(digest, 0, DIGEST_BYTES);
      } catch (DigestException impossible) {
        throw new IllegalStateException("a SHA-256 has 32 bytes", impossible);
      }
      long bits = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        bits = (bits << 8) | (digest[i] & 0xFF);
      }
      return bits >>> 11;
    }
  }

  /** A new SHA-256. */
  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
