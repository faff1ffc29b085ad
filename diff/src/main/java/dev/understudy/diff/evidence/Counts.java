package dev.understudy.diff.evidence;

/**
 * How many observations there were and how many of them were bad.
 *
 * @param seen all observations
 * @param bad the bad ones among them
 */
public record Counts(long seen, long bad) {
  /** None yet. */
  public static final Counts NONE = new Counts(0, 0);

  public Counts {
    if (bad < 0 || bad > seen) {
      throw new IllegalArgumentException("of %d observations %d are bad".formatted(seen, bad));
    }
  }

  /** Both together. */
  public Counts plus(Counts other) {
    return new Counts(seen + other.seen, bad + other.bad);
  }

  /** With one more observation. */
  Counts plus(boolean isBad) {
    return new Counts(seen + 1, isBad ? bad + 1 : bad);
  }

  /** The share of bad ones, 0 where there are none at all. */
  public double rate() {
    return seen == 0 ? 0 : (double) bad / seen;
  }
}
