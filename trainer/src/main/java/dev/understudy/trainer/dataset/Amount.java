package dev.understudy.trainer.dataset;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import java.io.Serializable;

/**
 * How many of some rows: a number of them, or a share.
 *
 * @param isShare whether it is a share
 * @param value the number, at least 0, or the share, in [0, 1]
 */
public record Amount(boolean isShare, double value) implements Serializable {
  /** None at all. */
  public static final Amount NONE = new Amount(false, 0);

  /** Read from {@code 5%} or {@code 200}. */
  public static final Scalar<Amount> SCALAR = Scalar.of(NONE, Amount::parse);

  public Amount {
    if (!(value >= 0) || (isShare && value > 1)) {
      throw new IllegalArgumentException("no such amount: " + value);
    }
  }

  /** A number of rows. */
  public static Amount rows(long number) {
    return new Amount(false, number);
  }

  /** A share of all rows. */
  public static Amount share(double share) {
    return new Amount(true, share);
  }

  private static Amount parse(String text) throws Mismatch {
    String rule = "must be a number of rows such as 200, or a share such as 5%";
    try {
      if (text.endsWith("%")) {
        double percent = Double.parseDouble(text.substring(0, text.length() - 1).strip());
        if (percent >= 0 && percent <= 100) {
          return share(percent / 100);
        }
      } else {
        long number = Long.parseLong(text);
        if (number >= 0) {
          return rows(number);
        }
      }
    } catch (NumberFormatException neither) {
      throw Mismatch.of(rule, text);
    }
    throw Mismatch.of(rule, text);
  }

  /** Whether it is nothing, whatever there is. */
  public boolean isNone() {
    return value == 0;
  }

  /** How many that is of so many, to the nearest. */
  public long of(long all) {
    return isShare ? Math.round(value * all) : (long) value;
  }

  /** As it is written in a file. */
  @Override
  public String toString() {
    if (!isShare) {
      return Long.toString((long) value);
    }
    double percent = value * 100;
    return (percent == Math.rint(percent)
            ? Long.toString((long) percent)
            : Double.toString(percent))
        + "%";
  }
}
