package dev.understudy.sink.store.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * By what S3 checks that it got what was sent. It is computed before anything is sent and goes in a
 * header, so that endpoints that know no trailers get along with it.
 */
public enum Checksum {
  /** Fast, and enough against accidents. */
  CRC32C,
  /** For those who must have it. */
  SHA256,
  /** For endpoints that choke on checksums; TLS and TCP have theirs. */
  NONE;

  /** Takes bytes in and tells their checksum. */
  interface Sum {
    void add(ByteBuffer bytes);

    /** In base64, as the headers have it. */
    String text();
  }

  /** A sum of nothing yet; null where none is wanted. */
  @Nullable Sum begin() {
    return switch (this) {
      case CRC32C -> new Crc();
      case SHA256 -> new Sha();
      case NONE -> null;
    };
  }

  private static final class Crc implements Sum {
    private final CRC32C crc = new CRC32C();

    @Override
    public void add(ByteBuffer bytes) {
      crc.update(bytes);
    }

    @Override
    public String text() {
      byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
      return Base64.getEncoder().encodeToString(bytes);
    }
  }

  private static final class Sha implements Sum {
    private final MessageDigest digest;

    Sha() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    @Override
    public void add(ByteBuffer bytes) {
      digest.update(bytes);
    }

    @Override
    public String text() {
      return Base64.getEncoder().encodeToString(digest.digest());
    }
  }
}
