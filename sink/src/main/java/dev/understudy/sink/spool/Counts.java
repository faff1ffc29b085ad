package dev.understudy.sink.spool;

import dev.understudy.exchange.Table;

/**
 * How many records, by the table they belong into.
 *
 * @param exchanges those of exchanges
 * @param comparisons those of comparisons
 * @param feedback those of feedback
 */
public record Counts(long exchanges, long comparisons, long feedback) {
  /** None of any. */
  public static final Counts NONE = new Counts(0, 0, 0);

  /** Those of one table. */
  public long of(Table table) {
    return switch (table) {
      case EXCHANGES -> exchanges;
      case COMPARISONS -> comparisons;
      case FEEDBACK -> feedback;
    };
  }

  /** So many more of one table. */
  public Counts plus(Table table, long more) {
    return switch (table) {
      case EXCHANGES -> new Counts(exchanges + more, comparisons, feedback);
      case COMPARISONS -> new Counts(exchanges, comparisons + more, feedback);
      case FEEDBACK -> new Counts(exchanges, comparisons, feedback + more);
    };
  }

  /** These and those. */
  public Counts plus(Counts more) {
    return new Counts(
        exchanges + more.exchanges, comparisons + more.comparisons, feedback + more.feedback);
  }

  /** All together. */
  public long total() {
    return exchanges + comparisons + feedback;
  }
}
