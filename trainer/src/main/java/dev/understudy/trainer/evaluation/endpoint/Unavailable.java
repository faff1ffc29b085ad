package dev.understudy.trainer.evaluation.endpoint;

/** An endpoint that cannot be asked, or no further; the message says why and what to do. */
public final class Unavailable extends Exception {
  private static final long serialVersionUID = 1L;

  /** With who was asked, and what happened. */
  public Unavailable(String message) {
    super(message);
  }

  /** The same for a failure that has a cause. */
  public Unavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
