package dev.understudy.diff.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A shortest script of edits that makes one sequence of pieces the other. */
final class ShortestEdits {
  private final boolean[] isTaken;
  private final boolean[] isPut;

  private ShortestEdits(int one, int other) {
    this.isTaken = new boolean[one];
    this.isPut = new boolean[other];
  }

  /** For each piece of the first, whether it is taken out; not a copy. */
  boolean[] isTaken() {
    return isTaken;
  }

  /** For each piece of the second, whether it is put in; not a copy. */
  boolean[] isPut() {
    return isPut;
  }

  /**
   * Finds one in O((n + m) · d) steps and d² / 2 numbers of memory, d edits being needed. Where
   * more than the most are, all between the common beginning and the common end counts as edited.
   */
  static ShortestEdits between(Pieces one, Pieces other, int mostEdits) {
    int begin = 0;
    int n = one.count();
    int m = other.count();
    while (begin < n && begin < m && one.says(begin, other, begin)) {
      begin++;
    }
    while (n > begin && m > begin && one.says(n - 1, other, m - 1)) {
      n--;
      m--;
    }
    ShortestEdits edits = new ShortestEdits(one.count(), other.count());
    new Search(one, other, begin, n, m, edits).run(mostEdits);
    return edits;
  }

  /** The search between a common beginning and a common end. */
  private static final class Search {
    private final Pieces one;
    private final Pieces other;
    private final int begin;
    private final int n;
    private final int m;
    private final ShortestEdits edits;
    private final List<int[]> reached = new ArrayList<>();

    Search(Pieces one, Pieces other, int begin, int n, int m, ShortestEdits edits) {
      this.one = one;
      this.other = other;
      this.begin = begin;
      this.n = n - begin;
      this.m = m - begin;
      this.edits = edits;
    }

    void run(int mostEdits) {
      int most = Math.min(mostEdits, n + m);
      int[] furthest = new int[2 * most + 3]; // by diagonal, of which 0 lies at most + 1
      for (int d = 0; d <= most; d++) {
        boolean done = step(furthest, most + 1, d);
        reached.add(Arrays.copyOfRange(furthest, most + 1 - d, most + 2 + d));
        if (done) {
          trace();
          return;
        }
      }
      Arrays.fill(edits.isTaken, begin, begin + n, true);
      Arrays.fill(edits.isPut, begin, begin + m, true);
    }

    /** Goes as far as d edits lead, on every diagonal; whether the end is among it. */
    private boolean step(int[] furthest, int zero, int d) {
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && furthest[zero + k - 1] < furthest[zero + k + 1]);
        int x = d == 0 ? 0 : down ? furthest[zero + k + 1] : furthest[zero + k - 1] + 1;
        int y = x - k;
        while (x < n && y >= 0 && y < m && one.says(begin + x, other, begin + y)) {
          x++;
          y++;
        }
        furthest[zero + k] = x;
        if (x >= n && y >= m) {
          return true;
        }
      }
      return false;
    }

    /** Goes back from the end and notes the edits. */
    private void trace() {
      int x = n;
      int y = m;
      for (int d = reached.size() - 1; d > 0; d--) {
        int[] before = reached.get(d - 1);
        int k = x - y;
        boolean down = k == -d || (k != d && at(before, d - 1, k - 1) < at(before, d - 1, k + 1));
        if (down) {
          x = at(before, d - 1, k + 1);
          y = x - k - 1;
          edits.isPut[begin + y] = true;
        } else {
          x = at(before, d - 1, k - 1);
          y = x - k + 1;
          edits.isTaken[begin + x] = true;
        }
      }
    }

    private static int at(int[] reached, int d, int k) {
      return Math.abs(k) > d ? -1 : reached[k + d];
    }
  }
}
