package dev.understudy.trainer.evaluation.judge;

/** A judge that cannot be asked; the message says why, and what was said before is kept. */
public final class JudgeUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  JudgeUnavailable(String message) {
    super(message);
  }

  JudgeUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
