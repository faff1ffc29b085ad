package dev.understudy.sink.redaction.text;

import java.util.Arrays;

/**
 * Where the characters of a text stood in another one. Kept as runs, in each of which one character
 * was one there: most texts have few.
 */
final class Origins {
  private final Text parent;
  private final int runs;
  private final int[] starts;
  private final int[] places;
  private final int[] endsBefore;
  private final int end;
  private final int length;

  /**
   * @param starts the first character of each run
   * @param places where that character stood
   * @param endsBefore where the character before the run ended
   * @param end where the last character ended
   * @param length how many characters there are
   */
  Origins(
      Text parent, int runs, int[] starts, int[] places, int[] endsBefore, int end, int length) {
    this.parent = parent;
    this.runs = runs;
    this.starts = starts;
    this.places = places;
    this.endsBefore = endsBefore;
    this.end = end;
    this.length = length;
  }

  void resolve(int from, int to, Text.Stretches stretches) {
    if (from >= to) {
      return;
    }
    int run = runOf(from);
    int open = places[run] + from - starts[run];
    for (; run + 1 < runs && starts[run + 1] < to; run++) {
      if (endsBefore[run + 1] != places[run + 1]) {
        parent.resolve(open, endsBefore[run + 1], stretches);
        open = places[run + 1];
      }
    }
    parent.resolve(open, endOf(to - 1, run), stretches);
  }

  private int endOf(int index, int run) {
    if (index + 1 == length) {
      return end;
    }
    return run + 1 < runs && starts[run + 1] == index + 1
        ? endsBefore[run + 1]
        : places[run] + index + 1 - starts[run];
  }

  private int runOf(int index) {
    int found = Arrays.binarySearch(starts, 0, runs, index);
    return found >= 0 ? found : -found - 2;
  }
}
