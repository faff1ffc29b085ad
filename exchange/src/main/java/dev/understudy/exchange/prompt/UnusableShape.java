package dev.understudy.exchange.prompt;

/** A conversation does not have the shape that its API gives it. */
final class UnusableShape extends Exception {
  private static final long serialVersionUID = 1L;

  private final PromptReading.Reason reason;

  UnusableShape(PromptReading.Reason reason) {
    super(reason.word(), null, false, false); // a value that travels, without a trace
    this.reason = reason;
  }

  PromptReading.Reason reason() {
    return reason;
  }
}
