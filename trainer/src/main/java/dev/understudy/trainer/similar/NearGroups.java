package dev.understudy.trainer.similar;

/**
 * Which rows belong together and which of them are duplicates, in flat arrays of one length, in
 * ascending order of ranks.
 */
final class NearGroups {
  /** In the place of the row another is a duplicate of: none. */
  static final int STAYS = -1;

  private final long[] rows;
  private final int[] roots;
  private final int[] duplicateOf;
  private final double[] similarity;

  NearGroups(long[] rows, int[] roots, int[] duplicateOf, double[] similarity) {
    this.rows = rows;
    this.roots = roots;
    this.duplicateOf = duplicateOf;
    this.similarity = similarity;
  }

  int size() {
    return rows.length;
  }

  /** The rank of a row. */
  long rank(int row) {
    return rows[row];
  }

  /** The rank of the best row of its group. */
  long root(int row) {
    return rows[roots[row]];
  }

  boolean isDuplicate(int row) {
    return duplicateOf[row] != STAYS;
  }

  /** The rank of the row that a duplicate is one of. */
  long duplicateOf(int row) {
    return rows[duplicateOf[row]];
  }

  /** How similar a duplicate is to that row, within (0, 1]. */
  double similarity(int row) {
    return similarity[row];
  }
}
