package dev.understudy.trainer.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinHashTest {
  private static final int PLACES = 128;
  private static final MinHash MIN_HASH = MinHash.of(NearSettings.DEFAULT);

  @ParameterizedTest
  @CsvSource({"4, 5", "17, 20", "60, 100", "170, 200", "1700, 2000", "100, 1000", "0, 50"})
  void placesAgreeAsOftenAsSetsShare(int shared, int all) {
    SplittableRandom random = new SplittableRandom(all);
    double similarity = (double) shared / all;
    int pairs = 400;

    double sum = 0;
    double squares = 0;
    double bits = 0;
    for (int i = 0; i < pairs; i++) {
      long[][] pair = pair(shared, all, random);
      long[] some = MIN_HASH.signature(pair[0]);
      long[] other = MIN_HASH.signature(pair[1]);
      double estimate = agreeing(some, other);
      sum += estimate;
      squares += (estimate - similarity) * (estimate - similarity);
      bits += LowBits.similarity(differing(some, other), PLACES);
    }

    double deviation = Math.sqrt(similarity * (1 - similarity) / PLACES);
    assertThat(sum / pairs).isCloseTo(similarity, within(0.01));
    assertThat(Math.sqrt(squares / pairs)).isLessThanOrEqualTo(1.4 * deviation);
    assertThat(bits / pairs).isCloseTo(similarity, within(0.015));
  }

  @Test
  void orderAndRepetitionMakeNoDifference() {
    assertThat(MIN_HASH.signature(new long[] {3, 1, 2, 2}))
        .isEqualTo(MIN_HASH.signature(new long[] {1, 2, 3}));
  }

  @Test
  void oneMemberFillsAllPlaces() {
    assertThat(MIN_HASH.signature(new long[] {42}))
        .hasSize(PLACES)
        .containsOnly(MIN_HASH.signature(new long[] {42})[0]);
  }

  @Test
  void anotherSeedIsAnotherPermutation() {
    MinHash other = MinHash.of(new NearSettings(0.85, ShingleUnit.WORDS, 3, PLACES, 2));

    assertThat(other.signature(new long[] {1, 2, 3}))
        .isNotEqualTo(MIN_HASH.signature(new long[] {1, 2, 3}));
  }

  @Test
  void fewPairsAtTheThresholdAreKeptFromComparison() {
    int most = LowBits.mostDiffering(0.85, PLACES);
    SplittableRandom random = new SplittableRandom(5);

    int kept = 0;
    int far = 0;
    for (int i = 0; i < 2_000; i++) {
      kept += differing(85, 100, random) <= most ? 1 : 0;
      far += differing(50, 100, random) <= most ? 1 : 0;
    }

    assertThat(kept).isGreaterThanOrEqualTo(1_995);
    assertThat(far).isLessThanOrEqualTo(10);
  }

  private static int differing(int shared, int all, SplittableRandom random) {
    long[][] pair = pair(shared, all, random);
    return differing(MIN_HASH.signature(pair[0]), MIN_HASH.signature(pair[1]));
  }

  private static int differing(long[] some, long[] other) {
    long[] bits = LowBits.of(some);
    return LowBits.differing(bits, 0, LowBits.of(other), 0, bits.length);
  }

  private static double agreeing(long[] some, long[] other) {
    int agreeing = 0;
    for (int i = 0; i < PLACES; i++) {
      agreeing += some[i] == other[i] ? 1 : 0;
    }
    return (double) agreeing / PLACES;
  }

  /** Two sets that share so many of all their members. */
  private static long[][] pair(int shared, int all, SplittableRandom random) {
    long[] members = random.longs(all).toArray();
    int own = (all - shared) / 2;
    long[] some = new long[shared + own];
    long[] other = new long[all - own];
    System.arraycopy(members, 0, some, 0, shared + own);
    System.arraycopy(members, 0, other, 0, shared);
    System.arraycopy(members, shared + own, other, shared, all - shared - own);
    return new long[][] {some, other};
  }
}
