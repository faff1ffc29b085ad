package dev.understudy.diff.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * What this gateway observes of one student, counted. Not thread-safe. Its size is bounded: some
 * tens of slices for each metric.
 */
public final class Evidence {
  private final List<Counter> counters = new ArrayList<>();
  private long step;

  /** The tally of one metric while it grows. */
  private static final class Counter {
    private Counts inStep = Counts.NONE;
    private List<Slice> slices = new ArrayList<>();

    void observe(boolean bad, long window) {
      inStep = inStep.plus(bad);
      int last = slices.size() - 1;
      if (last >= 0 && window <= slices.get(last).last()) {
        slices.set(last, slices.get(last).with(slices.get(last).last(), bad));
      } else {
        slices.add(new Slice(window, window, 1, bad ? 1 : 0));
        slices = Slice.thinned(slices);
      }
    }
  }

  /**
   * No evidence yet.
   *
   * @param metrics how many metrics there are
   * @param step the number of the current step
   */
  public Evidence(int metrics, long step) {
    for (int i = 0; i < metrics; i++) {
      counters.add(new Counter());
    }
    this.step = step;
  }

  /**
   * Adds an observation.
   *
   * @param metric the metric's place in the terms
   * @param bad whether it was bad
   * @param nowMillis the time, in milliseconds since the epoch; one before the last observation's
   *     is taken for that
   */
  public void observe(int metric, boolean bad, long nowMillis) {
    counters.get(metric).observe(bad, Slice.window(nowMillis));
  }

  /** Begins a step: its counts are empty, all else goes on. Nothing if it has begun already. */
  public void beginStep(long number) {
    if (number != step) {
      step = number;
      counters.forEach(counter -> counter.inStep = Counts.NONE);
    }
  }

  /** The counts as they are now. */
  public Standing standing() {
    return new Standing(
        step, counters.stream().map(counter -> new Tally(counter.inStep, counter.slices)).toList());
  }
}
