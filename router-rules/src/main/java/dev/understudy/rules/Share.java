package dev.understudy.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * An exact share of keys or requests. A bucket, one of 2^53 equally wide parts of [0, 1), is within
 * the share if it lies below {@link #threshold()}; so a larger share has every bucket of a smaller
 * one and more.
 *
 * @param fraction the share as a fraction within [0, 1], exact
 */
public record Share(BigDecimal fraction) implements Comparable<Share> {
  /** Nothing. */
  public static final Share NONE = new Share(BigDecimal.ZERO);

  /** Everything. */
  public static final Share ALL = new Share(BigDecimal.ONE);

  /** Far finer than buckets are; with many more, counting with it would take all memory. */
  private static final int MOST_DIGITS = 100;

  private static final BigDecimal BUCKETS = BigDecimal.valueOf(1L << 53);

  public Share {
    Objects.requireNonNull(fraction, "fraction");
    if (fraction.signum() < 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("a share must be within 0% and 100%, got " + fraction);
    }
    if (Math.max(fraction.scale(), fraction.precision()) > MOST_DIGITS) {
      throw new IllegalArgumentException(
          "a share must have at most " + MOST_DIGITS + " digits, got " + fraction.scale());
    }
    fraction = fraction.signum() == 0 ? BigDecimal.ZERO : fraction.stripTrailingZeros();
  }

  /** How many of the 2^53 buckets are within the share, from the lowest on; rounded up. */
  public long threshold() {
    return fraction.multiply(BUCKETS).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /** Whether it is nothing. */
  public boolean isNone() {
    return fraction.signum() == 0;
  }

  @Override
  public int compareTo(Share other) {
    return fraction.compareTo(other.fraction);
  }

  /** As a percentage, such as {@code 0.1%}. */
  @Override
  public String toString() {
    return fraction.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }
}
