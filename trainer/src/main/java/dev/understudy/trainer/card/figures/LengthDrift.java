package dev.understudy.trainer.card.figures;

import dev.understudy.trainer.card.Distribution;
import dev.understudy.trainer.card.Drift;
import dev.understudy.trainer.page.Numbers;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Compares the lengths of the newest week with those before. */
final class LengthDrift {
  private static final double NOTABLE_DISTANCE = 0.1;

  private LengthDrift() {}

  /** The comparison of these; empty where one side has none. */
  static Optional<Drift.Length> of(Lengths lengths) {
    if (lengths.rest().isEmpty() || lengths.newest().isEmpty()) {
      return Optional.empty();
    }
    Distribution rest = Distribution.of(lengths.what(), lengths.rest());
    Distribution newest = Distribution.of(lengths.what(), lengths.newest());
    Chance chance = new Chance(rest.rows(), newest.rows());
    double distance = Numbers.rounded(3, distance(lengths, rest.rows(), newest.rows()));
    double byChance = Numbers.rounded(3, chance.distance());
    Drift.Verdict verdict = chance.verdict(distance, byChance, NOTABLE_DISTANCE);
    String change =
        String.format(
            Locale.ROOT, "the median went from %,d to %,d", rest.median(), newest.median());
    String figure = String.format(Locale.ROOT, "KS %.3f", distance);
    return Optional.of(
        new Drift.Length(
            lengths.what(),
            distance,
            byChance,
            rest.median(),
            newest.median(),
            verdict,
            chance.sentence(verdict, change, figure, byChance, NOTABLE_DISTANCE)));
  }

  private static double distance(Lengths lengths, long rest, long newest) {
    TreeSet<Long> all = new TreeSet<>(lengths.rest().keySet());
    all.addAll(lengths.newest().keySet());
    long seenRest = 0;
    long seenNewest = 0;
    double most = 0;
    for (Long length : all) {
      seenRest += at(lengths.rest(), length);
      seenNewest += at(lengths.newest(), length);
      most = Math.max(most, Math.abs((double) seenRest / rest - (double) seenNewest / newest));
    }
    return most;
  }

  private static long at(SortedMap<Long, Long> counts, Long length) {
    return ((Map<Long, Long>) counts).getOrDefault(length, 0L);
  }
}
