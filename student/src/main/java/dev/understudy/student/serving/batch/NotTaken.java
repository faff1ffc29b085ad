package dev.understudy.student.serving.batch;

/** A question that a desk does not take, or no longer answers. */
public final class NotTaken extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why a question is not taken. */
  public enum Reason {
    /** As many questions wait already as may. */
    FULL,
    /** The desk is closed. */
    CLOSED
  }

  NotTaken(Reason reason) {
    // No stack trace: under load there is one for every request.
    super("the question was not taken: " + reason, null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
