package dev.understudy.trainer.similar;

import java.util.Arrays;

/**
 * The few better rows that a row is compared with, of all that look near: some of the best, since
 * those are the most likely to stay, and some of the nearest. So the number of comparisons grows
 * with the rows, even where thousands resemble each other.
 */
final class Choice {
  private final Ordered best;
  private final Ordered nearest;

  /**
   * Room for so many of either kind.
   *
   * @param each at least 1
   */
  Choice(int each) {
    this.best = new Ordered(each);
    this.nearest = new Ordered(each);
  }

  /** Considers a row. The result does not depend on the order of the offers. */
  void offer(long rank, int differing) {
    best.offer(rank, 0, differing);
    nearest.offer(rank, differing, differing);
  }

  /** Tells the chosen ones, each once, and forgets them. */
  void drain(Taker taker) {
    for (int i = 0; i < best.size; i++) {
      taker.take(best.ranks[i], best.differing[i]);
    }
    for (int i = 0; i < nearest.size; i++) {
      if (!best.has(nearest.ranks[i])) {
        taker.take(nearest.ranks[i], nearest.differing[i]);
      }
    }
    best.size = 0;
    nearest.size = 0;
  }

  /** Where the chosen ones go. */
  @FunctionalInterface
  interface Taker {
    /** Takes a row and in how many places its bits differ. */
    void take(long rank, int differing);
  }

  /** The first few by order, then by rank. */
  private static final class Ordered {
    private final long[] ranks;
    private final int[] orders;
    private final int[] differing;
    private int size;

    Ordered(int room) {
      this.ranks = new long[room];
      this.orders = new int[room];
      this.differing = new int[room];
    }

    boolean has(long rank) {
      return Arrays.stream(ranks, 0, size).anyMatch(each -> each == rank);
    }

    void offer(long rank, int order, int differs) {
      if (size == ranks.length && !isBefore(rank, order, size - 1)) {
        return;
      }
      int at = 0;
      while (at < size && !isBefore(rank, order, at)) {
        if (ranks[at] == rank) {
          return; // offered before
        }
        at++;
      }
      int moved = Math.min(size, ranks.length - 1) - at;
      System.arraycopy(ranks, at, ranks, at + 1, moved);
      System.arraycopy(orders, at, orders, at + 1, moved);
      System.arraycopy(differing, at, differing, at + 1, moved);
      ranks[at] = rank;
      orders[at] = order;
      differing[at] = differs;
      size = Math.min(size + 1, ranks.length);
    }

    private boolean isBefore(long rank, int order, int at) {
      return order < orders[at] || (order == orders[at] && rank < ranks[at]);
    }
  }
}
