package dev.understudy.trainer.dataset;

import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.io.Serializable;

/**
 * How examples are dealt out. What belongs together is never torn apart: a row of the same group,
 * user or session as one of another part is dropped rather than put on both sides.
 *
 * @param by what belongs together
 * @param validation how many are looked at while learning
 * @param testIndist how many are kept apart, distributed as the traffic is
 * @param testBalanced how many of each label are kept apart; of a rare label no more than half
 */
public record SplitSettings(By by, Amount validation, Amount testIndist, long testBalanced)
    implements Serializable {
  /** What belongs together. */
  public enum By {
    /** Examples that are nearly the same. */
    DUPLICATES,
    /** Examples of one user. */
    USER,
    /** Examples of one conversation. */
    SESSION,
    /** The newest are tested on, those before them validated on; near duplicates stay together. */
    TIME
  }

  /** A twentieth to validate on, a twentieth to test on. */
  public static final SplitSettings DEFAULT =
      new SplitSettings(By.DUPLICATES, Amount.share(0.05), Amount.share(0.05), 0);

  /** Reads the section {@code splits}. */
  public static SplitSettings read(Section in) {
    SplitSettings read =
        new SplitSettings(
            in.value("by", Scalar.word(By.class), DEFAULT.by),
            in.value("validation", Amount.SCALAR, DEFAULT.validation),
            in.value("test_indist", Amount.SCALAR, DEFAULT.testIndist),
            in.value("test_balanced", Scalar.integer(0, 1_000_000), (int) DEFAULT.testBalanced));
    if (read.validation.isShare()
        && read.testIndist.isShare()
        && read.validation.value() + read.testIndist.value() >= 1) {
      in.problem("splits leaves nothing to train on: validation and test_indist are all of it");
    }
    return read;
  }
}
