package dev.understudy.trainer.similar;

import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * When two inputs are nearly the same.
 *
 * @param threshold the least Jaccard similarity of their shingles, within [0.5, 1]
 * @param unit what shingles are made of
 * @param shingleSize how many units make one shingle, within [1, 64]
 * @param permutations the length of MinHash signatures, a multiple of 32 within [32, 1024]
 * @param seed of all hash functions
 */
public record NearSettings(
    double threshold, ShingleUnit unit, int shingleSize, int permutations, long seed)
    implements Serializable {
  private static final BigDecimal LEAST_THRESHOLD = new BigDecimal("0.5");
  private static final int MOST_UNITS = 64;
  private static final int PERMUTATION_STEP = 32;
  private static final int MOST_PERMUTATIONS = 1024;

  private static final Scalar<Share> THRESHOLD =
      Scalar.of(Share.ALL, Scalar.SHARE::read)
          .where(
              share -> share.fraction().compareTo(LEAST_THRESHOLD) >= 0,
              "must be within [0.5, 1], that is [50%, 100%]");
  private static final Scalar<Integer> PERMUTATIONS =
      Scalar.integer(PERMUTATION_STEP, MOST_PERMUTATIONS)
          .where(NearSettings::isPermutations, "must be a multiple of " + PERMUTATION_STEP);

  /** Three words a shingle, 128 permutations, 85%. */
  public static final NearSettings DEFAULT = new NearSettings(0.85, ShingleUnit.WORDS, 3, 128, 1);

  public NearSettings {
    Objects.requireNonNull(unit, "unit");
    if (!(threshold >= LEAST_THRESHOLD.doubleValue() && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be within [0.5, 1], got " + threshold);
    }
    if (shingleSize < 1 || shingleSize > MOST_UNITS) {
      throw new IllegalArgumentException("shingle size must be within [1, 64], got " + shingleSize);
    }
    if (!isPermutations(permutations)) {
      throw new IllegalArgumentException(
          "permutations must be a multiple of 32 within [32, 1024], got " + permutations);
    }
  }

  /** The settings of a section with {@code threshold}, {@code shingles} and so on. */
  public static NearSettings read(Section in) {
    return new NearSettings(
        in.value("threshold", THRESHOLD, new Share(BigDecimal.valueOf(DEFAULT.threshold)))
            .fraction()
            .doubleValue(),
        in.value("shingles", Scalar.word(ShingleUnit.class), DEFAULT.unit),
        in.value("shingle_size", Scalar.integer(1, MOST_UNITS), DEFAULT.shingleSize),
        in.value("permutations", PERMUTATIONS, DEFAULT.permutations),
        in.value("seed", Scalar.integer(0, Integer.MAX_VALUE), (int) DEFAULT.seed));
  }

  private static boolean isPermutations(int number) {
    return number >= PERMUTATION_STEP
        && number <= MOST_PERMUTATIONS
        && number % PERMUTATION_STEP == 0;
  }
}
