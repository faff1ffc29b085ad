package dev.understudy.rules.router;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is no whole router; the message says which, where and what to do. */
public final class UnreadableRouter extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableRouter(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
