package dev.understudy.trainer.evaluation.recorded;

/** A file of recorded answers that cannot be used; the message says where and why. */
public final class UnreadableRecording extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableRecording(String message) {
    super(message);
  }

  UnreadableRecording(String message, Throwable cause) {
    super(message, cause);
  }
}
