package dev.understudy.trainer.evaluation.recorded;

import java.io.IOException;

/** A file of recorded answers that cannot be used; the message says where and why. */
public final class UnreadableRecording extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the place, what was expected and what was found. */
  public UnreadableRecording(String message) {
    super(message);
  }

  /** The same for a failure that has a cause. */
  public UnreadableRecording(String message, Throwable cause) {
    super(message, cause);
  }
}
