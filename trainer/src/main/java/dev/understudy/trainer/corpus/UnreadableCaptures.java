package dev.understudy.trainer.corpus;

/** Captures cannot be read; the message names the file and the remedy. */
public final class UnreadableCaptures extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableCaptures(String message, Throwable cause) {
    super(message, cause);
  }

  UnreadableCaptures(String message) {
    super(message);
  }
}
