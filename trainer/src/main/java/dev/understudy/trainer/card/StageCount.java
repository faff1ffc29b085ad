package dev.understudy.trainer.card;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one stage did to the rows that came to it.
 *
 * @param stage its name, as in {@link dev.understudy.trainer.example.Drop#stage()}
 * @param rowsIn the rows that came to it
 * @param kept the rows it left for the next one, those it made itself too
 * @param dropped the rows it dropped, by reason
 * @param passedOver the rows it read and did not take, by reason: these are not rows of the set,
 *     not even dropped ones
 */
public record StageCount(
    String stage,
    long rowsIn,
    long kept,
    SortedMap<String, Long> dropped,
    SortedMap<String, Long> passedOver)
    implements Serializable {

  public StageCount {
    Objects.requireNonNull(stage, "stage");
    dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    passedOver = Collections.unmodifiableSortedMap(new TreeMap<>(passedOver));
    long out = kept + sum(dropped) + sum(passedOver);
    if (rowsIn < 0 || kept < 0 || out < rowsIn) {
      throw new IllegalArgumentException(
          "stage %s: %d rows came in, %d are accounted for".formatted(stage, rowsIn, out));
    }
  }

  /** A stage that passes over nothing. */
  public static StageCount of(String stage, long rowsIn, long kept, Map<String, Long> dropped) {
    return new StageCount(stage, rowsIn, kept, new TreeMap<>(dropped), new TreeMap<>());
  }

  /** All rows it dropped. */
  public long droppedRows() {
    return sum(dropped);
  }

  /** All rows it passed over. */
  public long passedOverRows() {
    return sum(passedOver);
  }

  /** The rows it made itself. */
  public long addedRows() {
    return kept + droppedRows() + passedOverRows() - rowsIn;
  }

  private static long sum(Map<String, Long> rows) {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }
}
