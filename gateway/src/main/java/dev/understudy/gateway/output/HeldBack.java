package dev.understudy.gateway.output;

/**
 * How far an answer was looked at before the client got it. Used on one event loop until the answer
 * has settled.
 */
public final class HeldBack {
  /** How far it was looked at. */
  public enum Extent {
    /** Not at all, as nothing held it back. */
    NOTHING,
    /** To its end, and it was as it must be. */
    WHOLE,
    /** So far as it was there when a bound was met; then it was let go. */
    BEGINNING,
    /** It should have been held back and could not be told to be as it must be. */
    UNTOLD
  }

  private Extent extent = Extent.NOTHING;

  /** Notes how far. */
  public void note(Extent seen) {
    extent = seen;
  }

  /** How far. */
  public Extent extent() {
    return extent;
  }
}
