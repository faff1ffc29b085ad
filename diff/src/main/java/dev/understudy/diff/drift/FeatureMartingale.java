package dev.understudy.diff.drift;

import java.util.List;

/**
 * Bets that a feature of the requests is not spread as in the counted rows of a profile: a
 * conformal test martingale. Each request is laid among all that came before, rows and requests
 * alike; its p-value is the share that lies before it in the order of bins, and a random part of
 * those in its own bin. While rows and requests are exchangeable, p-values are independent and
 * even, and the capital is not expected to grow. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1007/978-3-031-06649-8">Vovk, Gammerman, Shafer: Algorithmic
 *     Learning in a Random World (2022), part III</a>
 */
final class FeatureMartingale {
  /** The short memory finds great changes soon, long ones small ones. */
  private static final int[] MEMORIES = {50, 500, 5_000};

  private final long[] pool;
  private final CellBets[] bets = new CellBets[MEMORIES.length];
  private final Capital[] capitals = new Capital[MEMORIES.length];
  private long all;

  /** Begins with those rows. */
  FeatureMartingale(List<Long> rows) {
    pool = rows.stream().mapToLong(Long::longValue).toArray();
    for (long count : pool) {
      all += count;
    }
    for (int i = 0; i < MEMORIES.length; i++) {
      bets[i] = new CellBets(MEMORIES[i]);
      capitals[i] = new Capital();
    }
  }

  /**
   * A request fell into that bin.
   *
   * @param lot evenly drawn from [0, 1), independently of all else
   */
  void observe(int bin, double lot) {
    double p = pValue(bin, lot);
    for (int i = 0; i < bets.length; i++) {
      capitals[i].bet(bets[i].next(p));
    }
  }

  private double pValue(int bin, double lot) {
    pool[bin]++;
    all++;
    long before = 0;
    for (int i = 0; i < bin; i++) {
      before += pool[i];
    }
    return (before + lot * pool[bin]) / all;
  }

  /** What a capital of one has become. */
  double capital() {
    double sum = 0;
    for (Capital each : capitals) {
      sum += each.amount();
    }
    return sum / capitals.length;
  }
}
