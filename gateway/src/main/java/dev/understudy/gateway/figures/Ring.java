package dev.understudy.gateway.figures;

import java.util.Arrays;

/** The last so many rows of numbers, each with its time. For one thread at a time. */
final class Ring {
  private final long[] at;
  private final float[][] columns;
  private int next;
  private int size;

  Ring(int capacity, int columns) {
    this.at = new long[capacity];
    this.columns = new float[columns][capacity];
  }

  /** Adds a row, in place of the oldest where all places are taken. */
  void add(long atMillis, double... row) {
    at[next] = atMillis;
    for (int i = 0; i < columns.length; i++) {
      columns[i][next] = (float) row[i];
    }
    next = (next + 1) % at.length;
    size = Math.min(size + 1, at.length);
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The rows from that time on, the oldest first. */
  Series since(long fromMillis) {
    int first = Math.floorMod(next - size, at.length);
    int left = size;
    while (left > 0 && at[first] < fromMillis) {
      first = (first + 1) % at.length;
      left--;
    }
    float[][] copies = new float[columns.length][];
    for (int i = 0; i < columns.length; i++) {
      copies[i] = unrolled(columns[i], first, left);
    }
    long[] times = new long[left];
    int straight = Math.min(left, at.length - first);
    System.arraycopy(at, first, times, 0, straight);
    System.arraycopy(at, 0, times, straight, left - straight);
    return new Series(times, copies);
  }

  private static float[] unrolled(float[] column, int first, int length) {
    float[] copy = Arrays.copyOfRange(column, first, Math.min(first + length, column.length));
    int straight = copy.length;
    if (straight < length) {
      copy = Arrays.copyOf(copy, length);
      System.arraycopy(column, 0, copy, straight, length - straight);
    }
    return copy;
  }
}
