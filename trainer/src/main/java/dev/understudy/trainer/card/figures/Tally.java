package dev.understudy.trainer.card.figures;

import dev.understudy.trainer.card.Balance;
import dev.understudy.trainer.card.Drift;
import dev.understudy.trainer.card.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows counted by one dimension: the values that are most frequent in one respect or another,
 * and the sums of all.
 *
 * @param lines the values listed
 * @param sum all values together; its name means nothing
 * @param distinct how many values kept rows have
 * @param distinctBefore how many values rows that came to balancing have
 */
record Tally(Dimension dimension, List<Line> lines, Line sum, long distinct, long distinctBefore) {
  /** How many values are listed in each respect. */
  static final int COLLECTED = 50;

  private static final int LISTED = 20;

  /**
   * One value.
   *
   * @param before rows that came to balancing
   * @param after rows kept
   * @param weight the weight of these
   * @param rest rows of the traffic before the newest week
   * @param newest rows of the newest week
   */
  record Line(
      @Nullable String name, long before, long after, double weight, long rest, long newest) {}

  /** The one of that dimension. */
  static Tally of(Dimension dimension, List<Tally> tallies) {
    return tallies.stream().filter(each -> each.dimension() == dimension).findFirst().orElseThrow();
  }

  /** The most frequent values of kept rows. */
  Ranking ranking() {
    return new Ranking(
        dimension.words(),
        distinct,
        sum.after(),
        top(LISTED).stream().map(line -> new Ranking.Count(line.name(), line.after())).toList());
  }

  /** The most frequent values of kept rows, at most so many. */
  List<@Nullable String> names(int limit) {
    // Not toList: a value may be null.
    List<@Nullable String> names = new ArrayList<>();
    top(limit).forEach(line -> names.add(line.name()));
    return names;
  }

  /** The most frequent values of kept rows with their figures, at most so many. */
  List<Line> top(int limit) {
    return sorted(Line::after, limit);
  }

  /** What balancing changed; empty where no row has a value. */
  Optional<Balance> balance() {
    if (distinctBefore == 0) {
      return Optional.empty();
    }
    List<Balance.Line> changes =
        sorted(Line::before, LISTED).stream()
            .map(l -> new Balance.Line(l.name(), l.before(), l.after(), l.weight()))
            .toList();
    return Optional.of(
        new Balance(dimension.words(), sum.before(), sum.after(), changes, distinctBefore));
  }

  /** The values most frequent in the traffic, for comparing the newest week with the rest. */
  List<Drift.Shift> shifts() {
    return sorted(line -> line.rest() + line.newest(), COLLECTED).stream()
        .map(line -> new Drift.Shift(line.name(), line.rest(), line.newest()))
        .toList();
  }

  private List<Line> sorted(ToLongFunction<Line> figure, int limit) {
    return lines.stream()
        .filter(line -> figure.applyAsLong(line) > 0)
        .sorted(
            Comparator.comparingLong(figure)
                .reversed()
                .thenComparing(Line::name, Comparator.nullsLast(Comparator.naturalOrder())))
        .limit(limit)
        .toList();
  }
}
