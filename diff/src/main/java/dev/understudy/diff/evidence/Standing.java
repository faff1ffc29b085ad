package dev.understudy.diff.evidence;

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
}
