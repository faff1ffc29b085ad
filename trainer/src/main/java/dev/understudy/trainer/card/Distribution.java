package dev.understudy.trainer.card;

import dev.understudy.trainer.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How long something is in the kept rows. Quantiles are exact: the smallest length that at least
 * that share of the rows do not exceed.
 *
 * @param what what is measured, and in what unit, such as {@code input characters}
 * @param rows how many rows were measured
 * @param mean the mean, to one digit
 * @param min the shortest
 * @param p5 the quantile of 5 %
 * @param p25 the quantile of 25 %
 * @param median the quantile of 50 %
 * @param p75 the quantile of 75 %
 * @param p95 the quantile of 95 %
 * @param p99 the quantile of 99 %
 * @param max the longest
 * @param bins the histogram, without the empty bins at either end
 */
public record Distribution(
    String what,
    long rows,
    double mean,
    long min,
    long p5,
    long p25,
    long median,
    long p75,
    long p95,
    long p99,
    long max,
    List<Bin> bins) {
  public Distribution {
    bins = List.copyOf(bins);
  }

  /**
   * A bin of a histogram. Bins begin at 0, 1, 2, 3, 4, 6, 8, 12, 16 and so on, two for every
   * doubling: lengths differ by orders of magnitude.
   *
   * @param from the least length in it
   * @param to the greatest
   * @param rows the rows of such a length
   */
  public record Bin(long from, long to, long rows) {}

  /**
   * The distribution of these lengths.
   *
   * @param counts how many rows have each length; lengths are not negative
   * @throws IllegalArgumentException if there are none
   */
  public static Distribution of(String what, SortedMap<Long, Long> counts) {
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("no rows to measure " + what + " of");
    }
    long rows = 0;
    double sum = 0;
    for (Map.Entry<Long, Long> each : counts.entrySet()) {
      rows += each.getValue();
      sum += (double) each.getKey() * each.getValue();
    }
    return new Distribution(
        what,
        rows,
        Numbers.rounded(1, sum / rows),
        counts.firstKey(),
        quantile(counts, rows, 5),
        quantile(counts, rows, 25),
        quantile(counts, rows, 50),
        quantile(counts, rows, 75),
        quantile(counts, rows, 95),
        quantile(counts, rows, 99),
        counts.lastKey(),
        bins(counts));
  }

  /** The smallest length that at least so many percent of the rows do not exceed. */
  private static long quantile(SortedMap<Long, Long> counts, long rows, int percent) {
    long rank = (rows * percent + 99) / 100;
    long seen = 0;
    for (Map.Entry<Long, Long> each : counts.entrySet()) {
      seen += each.getValue();
      if (seen >= rank) {
        return each.getKey();
      }
    }
    return counts.lastKey();
  }

  private static List<Bin> bins(SortedMap<Long, Long> counts) {
    List<Bin> bins = new ArrayList<>();
    long from = floor(counts.firstKey());
    while (from <= counts.lastKey()) {
      long next = from == 0 ? 1 : after(from);
      long rows = counts.subMap(from, next).values().stream().mapToLong(Long::longValue).sum();
      bins.add(new Bin(from, next - 1, rows));
      from = next;
    }
    return bins;
  }

  /** Where the bin of a length begins. */
  private static long floor(long length) {
    if (length < 2) {
      return Math.max(0, length);
    }
    long power = Long.highestOneBit(length);
    return length >= power + power / 2 ? power + power / 2 : power;
  }

  private static long after(long from) {
    long power = Long.highestOneBit(from);
    return from == power && from > 1 ? power + power / 2 : power * 2;
  }
}
