package dev.understudy.trainer.card.figures;

import dev.understudy.trainer.card.Drift;
import dev.understudy.trainer.page.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares the shares of values in the newest week with those before. */
final class CategoryDrift {
  /** From here on an index is usually taken for a change; 0.25 for a large one. */
  private static final double NOTABLE_PSI = 0.1;

  private static final double HALF_A_ROW = 0.5;
  private static final int LISTED = 10;

  private CategoryDrift() {}

  /** The comparison by a dimension; empty where all rows have the same value, or none. */
  static Optional<Drift.Category> of(Tally tally) {
    List<Drift.Shift> shifts = tally.shifts();
    long rest = tally.sum().rest();
    long newest = tally.sum().newest();
    List<Drift.Shift> all = withOthers(shifts, rest, newest);
    if (all.size() < 2) {
      return Optional.empty();
    }
    Chance chance = new Chance(rest, newest);
    double psi = Numbers.rounded(3, psi(all, rest, newest));
    double byChance = Numbers.rounded(3, chance.psi(all.size()));
    Drift.Verdict verdict = chance.verdict(psi, byChance, NOTABLE_PSI);
    String figure = String.format(Locale.ROOT, "PSI %.3f", psi);
    return Optional.of(
        new Drift.Category(
            tally.dimension().words(),
            Numbers.rounded(3, totalVariation(all, rest, newest)),
            psi,
            byChance,
            verdict,
            chance.sentence(verdict, greatest(shifts, rest, newest), figure, byChance, NOTABLE_PSI),
            shifts.subList(0, Math.min(LISTED, shifts.size()))));
  }

  private static List<Drift.Shift> withOthers(List<Drift.Shift> shifts, long rest, long newest) {
    long otherRest = rest - shifts.stream().mapToLong(Drift.Shift::rest).sum();
    long otherNewest = newest - shifts.stream().mapToLong(Drift.Shift::newest).sum();
    if (otherRest + otherNewest == 0) {
      return shifts;
    }
    List<Drift.Shift> all = new ArrayList<>(shifts);
    all.add(new Drift.Shift("", otherRest, otherNewest));
    return all;
  }

  private static double totalVariation(List<Drift.Shift> all, long rest, long newest) {
    double sum = 0;
    for (Drift.Shift each : all) {
      sum += Math.abs(change(each, rest, newest));
    }
    return sum / 2;
  }

  private static double psi(List<Drift.Shift> all, long rest, long newest) {
    double extra = HALF_A_ROW * all.size();
    double sum = 0;
    for (Drift.Shift each : all) {
      double before = (each.rest() + HALF_A_ROW) / (rest + extra);
      double now = (each.newest() + HALF_A_ROW) / (newest + extra);
      sum += (now - before) * StrictMath.log(now / before);
    }
    return sum;
  }

  /** By how much the share of a value grew. */
  private static double change(Drift.Shift shift, long rest, long newest) {
    return share(shift.newest(), newest) - share(shift.rest(), rest);
  }

  private static double share(long rows, long all) {
    return all == 0 ? 0 : (double) rows / all;
  }

  /** What changed most, in words; of two that changed as much, the one that grew. */
  private static String greatest(List<Drift.Shift> shifts, long rest, long newest) {
    Comparator<Drift.Shift> byChange =
        Comparator.comparingDouble(
            each -> Numbers.rounded(6, Math.abs(change(each, rest, newest))));
    Drift.Shift most =
        shifts.stream()
            .max(byChange.thenComparingDouble(each -> change(each, rest, newest)))
            .orElseThrow();
    return "%s went from %s to %s of the rows"
        .formatted(
            Words.quoted(most.name()),
            Numbers.percent(most.rest(), rest),
            Numbers.percent(most.newest(), newest));
  }
}
