package dev.understudy.diff.drift;

/** Counts the n-grams of the rows that choose bins. Not thread-safe. */
public final class NgramCounts {
  private final long[] counts = new long[NgramTable.BUCKETS];

  /** Counts a row's, unless it belongs to the other half. */
  public void add(ProfileDraft.Row row) {
    if (row.isChoosing()) {
      NgramTable.each(row.facts().varying(), bucket -> counts[bucket]++);
    }
  }

  /** Adds what others counted. */
  public void merge(NgramCounts others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others.counts[i];
    }
  }

  /** How rare each is. */
  public NgramTable table() {
    return NgramTable.of(counts);
  }
}
