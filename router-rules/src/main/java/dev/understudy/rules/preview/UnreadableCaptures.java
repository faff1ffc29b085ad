package dev.understudy.rules.preview;

import org.jspecify.annotations.Nullable;

/** There is no captured traffic to read, or it cannot be read; the message says where and why. */
public final class UnreadableCaptures extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableCaptures(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
