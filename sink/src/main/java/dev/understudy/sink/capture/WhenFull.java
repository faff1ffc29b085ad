package dev.understudy.sink.capture;

/** What happens to new exchanges while the spool has no room. */
public enum WhenFull {
  /** Traffic goes on; exchanges are dropped and counted. */
  DROP,
  /**
   * {@link Capture#acceptsMore()} turns false, so that the gateway can refuse requests before they
   * are sent; what is offered nonetheless is dropped and counted.
   */
  REFUSE
}
