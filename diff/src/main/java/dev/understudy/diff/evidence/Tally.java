package dev.understudy.diff.evidence;

import java.util.List;
import java.util.Objects;

/**
 * What one gateway observed of one metric.
 *
 * @param step the observations since the current step began; the question <em>good enough?</em>
 *     begins anew with each step
 * @param slices all observations by time, the oldest first; the question <em>harm?</em> goes on
 *     over steps
 */
public record Tally(Counts step, List<Slice> slices) {
  /** Nothing yet. */
  public static final Tally NONE = new Tally(Counts.NONE, List.of());

  public Tally {
    Objects.requireNonNull(step, "step");
    slices = List.copyOf(slices);
  }

  /** All observations, those of earlier steps included. */
  public Counts all() {
    Counts all = Counts.NONE;
    for (Slice slice : slices) {
      all = all.plus(new Counts(slice.seen(), slice.bad()));
    }
    return all;
  }
}
