package dev.understudy.gateway;

/** Why the gateway could not start; the message says where, what was found, and the remedy. */
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1;

  /** A failure of that message and cause. */
  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
