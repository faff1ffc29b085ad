package dev.understudy.diff.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * What one gateway observed, as plain counts that can be written down and read back.
 *
 * @param step the number of the step that the tallies' counts by step belong to
 * @param tallies one for each metric, in the order of the terms
 */
public record Standing(long step, List<Tally> tallies) {
  public Standing {
    tallies = List.copyOf(tallies);
  }

  /**
   * What both observed together. Where they are at different steps, the earlier step's counts by
   * step are over.
   */
  public Standing plus(Standing other) {
    long later = Math.max(step, other.step);
    List<Tally> sums = new ArrayList<>(tallies.size());
    for (int i = 0; i < tallies.size(); i++) {
      Counts mine = step == later ? tallies.get(i).step() : Counts.NONE;
      Counts theirs = other.step == later ? other.tallies.get(i).step() : Counts.NONE;
      sums.add(
          new Tally(
              mine.plus(theirs),
              Slice.merged(tallies.get(i).slices(), other.tallies.get(i).slices())));
    }
    return new Standing(later, sums);
  }
}
