package dev.understudy.trainer.similar;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Of all the pairs of one partition, the few chosen ones of each other row: better rank, other
 * rank.
 *
 * <p>It reads what {@link MetPairs} tells, in the order of the other ranks.
 */
final class ChosenPairs implements Iterator<Row> {
  /** The most pairs of one other row. */
  static final int MOST = 8;

  private final Iterator<Row> sorted;
  private final Choice choice = new Choice(MOST / 2);
  private final Queue<Row> chosen = new ArrayDeque<>();
  private long other;

  ChosenPairs(Iterator<Row> sorted) {
    this.sorted = sorted;
  }

  @Override
  public boolean hasNext() {
    while (chosen.isEmpty() && sorted.hasNext()) {
      add(sorted.next());
      if (!sorted.hasNext()) {
        drain();
      }
    }
    return !chosen.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return chosen.remove();
  }

  private void add(Row pair) {
    if (pair.getLong(1) != other) {
      drain();
      other = pair.getLong(1);
    }
    choice.offer(pair.getLong(0), pair.getInt(2));
  }

  private void drain() {
    choice.drain((better, differing) -> chosen.add(RowFactory.create(better, other)));
  }
}
