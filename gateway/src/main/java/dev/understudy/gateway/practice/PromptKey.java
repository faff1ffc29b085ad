package dev.understudy.gateway.practice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Stands for a conversation: equal for equal turns. The first 128 bits of a SHA-256, so that a book
 * of many long prompts stays small.
 */
record PromptKey(long high, long low) {
  /** The key of a conversation. */
  static PromptKey of(List<Turn> turns) {
    MessageDigest digest = sha256();
    for (Turn turn : turns) {
      add(digest, turn.role());
      add(digest, turn.text());
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new PromptKey(hash.getLong(), hash.getLong());
  }

  /** Lengths first, so that no two different lists of texts give the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
