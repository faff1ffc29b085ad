package dev.understudy.trainer.similar;

import java.util.Arrays;

/**
 * Rows as points and the pairs within the threshold as lines between them, from which groups and
 * duplicates follow.
 *
 * <p>Held in flat arrays: 24 bytes a pair while they come, and about 40 a row and 12 a pair more
 * while they are resolved. Fifty million pairs take about 2 GB; that is on the driver, since more
 * pairs than that mean tens of millions of duplicates, and passing labels along in Spark would take
 * a shuffle per step of the longest chain.
 */
final class NearGraph {
  private long[] better;
  private long[] other;
  private double[] similarity;
  private int size;

  /** Without any pair, with room for so many. */
  NearGraph(int room) {
    this.better = new long[room];
    this.other = new long[room];
    this.similarity = new double[room];
  }

  /** Adds a pair; the better row is the one of lower rank. */
  void add(long betterRank, long otherRank, double similar) {
    if (size == better.length) {
      int room = Math.max(16, size + (size >> 1));
      better = Arrays.copyOf(better, room);
      other = Arrays.copyOf(other, room);
      similarity = Arrays.copyOf(similarity, room);
    }
    better[size] = betterRank;
    other[size] = otherRank;
    similarity[size] = similar;
    size++;
  }

  /**
   * The groups: rows in the order of their ranks; one is a duplicate if a better one that is none
   * is within the threshold, and then of the most similar of those, the best where several are.
   */
  NearGroups resolved() {
    long[] rows = rows();
    int[] first = new int[rows.length + 1]; // of the pairs in which each row is the other one
    int[] roots = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      roots[i] = i;
    }
    int[] betters = new int[size];
    int[] others = new int[size];
    for (int i = 0; i < size; i++) {
      betters[i] = Arrays.binarySearch(rows, better[i]);
      others[i] = Arrays.binarySearch(rows, other[i]);
      first[others[i] + 1]++;
      unite(roots, betters[i], others[i]);
    }
    for (int row = 0; row < rows.length; row++) {
      first[row + 1] += first[row];
      roots[row] = root(roots, row);
    }
    int[] pairs = new int[size];
    int[] next = first.clone();
    for (int i = 0; i < size; i++) {
      pairs[next[others[i]]++] = i;
    }
    return greedy(rows, roots, first, pairs, betters);
  }

  private NearGroups greedy(long[] rows, int[] roots, int[] first, int[] pairs, int[] betters) {
    int[] duplicateOf = new int[rows.length];
    double[] similar = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      duplicateOf[row] = NearGroups.STAYS;
      for (int i = first[row]; i < first[row + 1]; i++) {
        int candidate = betters[pairs[i]];
        double by = similarity[pairs[i]];
        boolean stays = duplicateOf[candidate] == NearGroups.STAYS;
        if (stays && (by > similar[row] || (by == similar[row] && candidate < duplicateOf[row]))) {
          duplicateOf[row] = candidate;
          similar[row] = by;
        }
      }
    }
    return new NearGroups(rows, roots, duplicateOf, similar);
  }

  private long[] rows() {
    long[] all = new long[2 * size];
    System.arraycopy(better, 0, all, 0, size);
    System.arraycopy(other, 0, all, size, size);
    Arrays.sort(all);
    int distinct = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    return Arrays.copyOf(all, distinct);
  }

  /** Joins two groups under the lower root, so that the root is the best row. */
  private static void unite(int[] roots, int one, int another) {
    int a = root(roots, one);
    int b = root(roots, another);
    roots[Math.max(a, b)] = Math.min(a, b);
  }

  private static int root(int[] roots, int row) {
    int at = row;
    while (roots[at] != at) {
      roots[at] = roots[roots[at]]; // halves the path (Tarjan and van Leeuwen 1984)
      at = roots[at];
    }
    return at;
  }
}
