package dev.understudy.gateway.judging;

/** A call that is not answered with what it asks for; the message says why, and what to do. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refused(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  String explanation() {
    return String.valueOf(getMessage());
  }
}
