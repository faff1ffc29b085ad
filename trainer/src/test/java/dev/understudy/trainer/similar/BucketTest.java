package dev.understudy.trainer.similar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final int WORDS = 4;
  private static final int CHOSEN = 4;

  private final SplittableRandom random = new SplittableRandom(23);
  private final Bucket bucket = new Bucket(NearSettings.DEFAULT);
  private final List<long[]> pairs = new ArrayList<>();

  @Test
  void tellsRowsThatLookNearTheBetterOneFirst() {
    long[] bits = random.longs(WORDS).toArray();
    bucket.begin(1);
    bucket.add(3, bits);
    bucket.add(5, random.longs(WORDS).toArray());
    bucket.add(9, changed(bits, 4));

    tell();

    assertThat(pairs).containsExactly(new long[] {3, 9});
  }

  @Test
  void bucketsHaveNothingToDoWithEachOther() {
    long[] bits = random.longs(WORDS).toArray();
    bucket.begin(1);
    bucket.add(3, bits);
    tell();
    bucket.begin(2);
    bucket.add(5, bits);

    tell();

    assertThat(pairs).isEmpty();
  }

  @Test
  void aBucketOfATemplateTellsFewPairsPerRowAndFindsThoseMuchAlike() {
    int rows = 30_000;
    long[] template = random.longs(WORDS).toArray();
    Map<Long, Long> planted = new HashMap<>();
    bucket.begin(77);
    List<long[]> earlier = new ArrayList<>();
    for (long rank = 0; rank < rows; rank++) {
      long[] bits = changed(template, 45); // too far from each other
      if (rank % 10 == 9) {
        int original = random.nextInt(earlier.size());
        bits = changed(earlier.get(original), 1);
        planted.put(rank, 10L * original + 4);
      } else if (rank % 10 == 4) {
        earlier.add(bits);
      }
      bucket.add(rank, bits);
    }

    tell();

    Set<List<Long>> told = new HashSet<>();
    pairs.forEach(each -> told.add(List.of(each[0], each[1])));
    long found =
        planted.entrySet().stream()
            .filter(each -> told.contains(List.of(each.getValue(), each.getKey())))
            .count();
    assertThat(pairs.size()).isLessThanOrEqualTo(CHOSEN * rows);
    assertThat((double) found / planted.size()).isGreaterThan(0.9);
  }

  @Test
  void everyRowOfAHugeBucketMeetsTheBest() {
    int rows = Bucket.MOST_HELD + 5_000;
    long[] template = random.longs(WORDS).toArray();
    bucket.begin(5);
    for (long rank = 0; rank < rows; rank++) {
      if (bucket.isFull()) {
        tell();
      }
      bucket.add(rank, changed(template, 3));
    }

    tell();

    Set<Long> met = new HashSet<>();
    pairs.stream().filter(each -> each[0] == 0).forEach(each -> met.add(each[1]));
    assertThat(met).hasSize(rows - 1);
    assertThat(pairs.size()).isLessThanOrEqualTo(CHOSEN * rows);
    assertThat(pairs).allMatch(each -> each[0] < each[1]);
  }

  private void tell() {
    bucket.tell((better, other, differing) -> pairs.add(new long[] {better, other}));
  }

  private long[] changed(long[] bits, int places) {
    long[] changed = bits.clone();
    for (int i = 0; i < places; i++) {
      int place = random.nextInt(WORDS * LowBits.PER_WORD);
      changed[place / LowBits.PER_WORD] ^=
          (1L + random.nextInt(3)) << (2 * (place % LowBits.PER_WORD));
    }
    return changed;
  }
}
