package dev.understudy.diff.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was observed within a stretch of time. Time is divided into windows of {@link
 * #WINDOW_MILLIS}, numbered from the epoch, the same on every gateway. The younger a stretch, the
 * fewer windows it spans.
 *
 * @param first the window of its first observation
 * @param last the window of its last observation
 * @param seen all observations
 * @param bad the bad ones among them
 */
public record Slice(long first, long last, long seen, long bad) {
  /** The length of a window. A new problem is looked for from the start of each. */
  public static final long WINDOW_MILLIS = 10_000;

  /** So many windows back from now, each start of a window is kept apart. */
  private static final long FINE = 4;

  /** Starts older than a day are not kept: nobody waits that long for a new problem to show. */
  private static final long OLDEST = 8_640;

  public Slice {
    if (last < first || bad < 0 || seen < 1 || bad > seen) {
      throw new IllegalArgumentException(
          "windows %d to %d with %d observations, %d bad".formatted(first, last, seen, bad));
    }
  }

  static long window(long nowMillis) {
    return Math.floorDiv(nowMillis, WINDOW_MILLIS);
  }

  Slice with(long window, boolean isBad) {
    return new Slice(first, window, seen + 1, isBad ? bad + 1 : bad);
  }

  private Slice joined(Slice later) {
    return new Slice(first, Math.max(last, later.last), seen + later.seen, bad + later.bad);
  }

  /**
   * Joins older slices, so that those left grow with the logarithm of their age: a start that is
   * not a multiple of 2^k goes once it is {@code FINE * 2^(k-1)} windows old. It depends on the
   * windows' numbers alone, so that gateways keep the same starts.
   */
  static List<Slice> thinned(List<Slice> slices) {
    long newest = slices.isEmpty() ? 0 : slices.get(slices.size() - 1).last;
    List<Slice> kept = new ArrayList<>(slices.size());
    for (Slice slice : slices) {
      int end = kept.size() - 1;
      if (end < 0 || slice.isApart(newest)) {
        kept.add(slice);
      } else {
        kept.set(end, kept.get(end).joined(slice));
      }
    }
    return kept;
  }

  private boolean isApart(long newest) {
    long age = newest - first;
    return age < OLDEST && age < FINE * Long.lowestOneBit(first);
  }

  /** What both lists tell together; slices that overlap are joined. */
  static List<Slice> merged(List<Slice> some, List<Slice> others) {
    List<Slice> all = new ArrayList<>(some);
    all.addAll(others);
    all.sort(Comparator.comparingLong(Slice::first));
    List<Slice> apart = new ArrayList<>(all.size());
    for (Slice slice : all) {
      int end = apart.size() - 1;
      if (end >= 0 && slice.first <= apart.get(end).last) {
        apart.set(end, apart.get(end).joined(slice));
      } else {
        apart.add(slice);
      }
    }
    return thinned(apart);
  }
}
