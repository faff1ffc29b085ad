package dev.understudy.trainer.similar;

import java.io.Serializable;

/**
 * How a signature is cut into bands; two rows meet if all places of one band agree.
 *
 * <p>Pairs of similarity s meet with a probability of 1 - (1 - s^rows)^bands (Leskovec et al.,
 * section 3.4.2). A pair missed cannot be found later, one that meets in vain costs a comparison,
 * so bands are as long as they can be with no more than {@value #MOST_MISSED} of the pairs just at
 * the threshold missed. With 128 places and a threshold of 0.85 that makes 16 bands of 8: of pairs
 * at 0.95, 0.9, 0.85, 0.8, 0.7, 0.6 and 0.5 there meet all, 99.99%, 99.4%, 94.7%, 61%, 24% and 6%.
 *
 * @param bands how many
 * @param rows places of each
 */
record Banding(int bands, int rows) implements Serializable {
  /** The most of the pairs at the threshold that may be missed. */
  static final double MOST_MISSED = 0.01;

  /** The longest bands that miss few enough. */
  static Banding of(double threshold, int places) {
    for (int rows = places; rows > 1; rows--) {
      Banding banding = new Banding(places / rows, rows);
      if (1 - banding.meeting(threshold) <= MOST_MISSED) {
        return banding;
      }
    }
    return new Banding(places, 1);
  }

  /** The probability that a pair of that similarity meets. */
  double meeting(double similarity) {
    return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
  }

  /** One key per band. Keys of different bands differ, so that no band's number need go along. */
  long[] keys(long[] signature) {
    long[] keys = new long[bands];
    for (int band = 0; band < bands; band++) {
      long key = band;
      for (int i = 0; i < rows; i++) {
        key = MinHash.mixed(key * 31 + signature[band * rows + i]);
      }
      keys[band] = key;
    }
    return keys;
  }
}
