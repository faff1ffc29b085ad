package dev.understudy.trainer.training.linear;

import dev.understudy.exchange.ngram.Features;
import java.util.Arrays;
import java.util.List;

/** The places of a table that occur in some rows, numbered without gaps in their order. */
public final class UsedPlaces {
  private final int[] numbers;
  private final int count;

  private UsedPlaces(int[] numbers, int count) {
    this.numbers = numbers;
    this.count = count;
  }

  /**
   * Those of some rows.
   *
   * @param size how many places the table has
   */
  public static UsedPlaces of(List<Features> rows, int size) {
    boolean[] occurs = new boolean[size];
    rows.forEach(row -> Arrays.stream(row.places()).forEach(place -> occurs[place] = true));
    int[] numbers = new int[size];
    int next = 0;
    for (int place = 0; place < size; place++) {
      numbers[place] = occurs[place] ? next++ : -1;
    }
    return new UsedPlaces(numbers, next);
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The number of a place, or -1 where it does not occur. */
  public int number(int place) {
    return numbers[place];
  }

  /** The numbers of a row's places, in their order. */
  public int[] numbers(Features row) {
    return Arrays.stream(row.places()).map(place -> numbers[place]).toArray();
  }
}
