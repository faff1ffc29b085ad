package dev.understudy.trainer.run;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A manifest is there, but broken or of another format; the message names it and the remedy. */
final class UnreadableManifest extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableManifest(String message) {
    this(message, null);
  }

  UnreadableManifest(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
