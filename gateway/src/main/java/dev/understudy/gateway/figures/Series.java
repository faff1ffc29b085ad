package dev.understudy.gateway.figures;

/** Numbers over time, in rows with rising times. Immutable. */
public final class Series {
  private final long[] at;
  private final float[][] columns;

  /** Takes arrays that nobody changes any more: times, and a column for each number. */
  Series(long[] at, float[][] columns) {
    this.at = at;
    this.columns = columns;
  }

  /** How many rows there are. */
  public int size() {
    return at.length;
  }

  /** The time of a row, in milliseconds since the epoch. */
  public long at(int row) {
    return at[row];
  }

  /** A number of a row; {@code NaN} where it was not known. */
  public float number(int column, int row) {
    return columns[column][row];
  }
}
