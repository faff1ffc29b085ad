package dev.understudy.trainer.example;

import org.jspecify.annotations.Nullable;

/**
 * What the jobs found out about an example.
 *
 * @param group the examples that are nearly the same have the same one: the smallest of their
 *     identifiers; null before it was looked for
 * @param cluster the number of the cluster of similar inputs, or null
 * @param difficulty the bin of difficulty, from 0 for the easiest, or null
 * @param split the part it belongs to, or null before it was split
 * @param weight how often it counts in training, above 0; 1 as it comes
 */
public record Marks(
    @Nullable String group,
    @Nullable Integer cluster,
    @Nullable Integer difficulty,
    @Nullable Split split,
    double weight) {
  /** Nothing found out yet. */
  public static final Marks NONE = new Marks(null, null, null, null, 1);

  public Marks {
    if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("weight must be above 0, got " + weight);
    }
  }
}
