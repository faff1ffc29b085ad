package dev.understudy.rules.preview;

import org.jspecify.annotations.Nullable;

/** There is no captured traffic to read, or it cannot be read; the message says where and why. */
public final class UnreadableCaptures extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Tells where and why.
   *
   * @param message the place, what was expected and the remedy; never content
   * @param cause what failed, or null where nothing did
   */
  public UnreadableCaptures(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
