package dev.understudy.student.head;

import dev.understudy.student.tokens.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Puts texts about as long as one another together, so that little of a pass is filled up. */
public final class LengthGroups {
  /** So many tokens are enough to use all of a CPU. */
  private static final int MOST_TOKENS = 4096;

  /** How much longer the longest of a group may be than the shortest. */
  private static final double MOST_LONGER = 1.25;

  private static final int ALWAYS_LONGER = 4;

  private LengthGroups() {}

  /**
   * Where the texts of each group stand in the list, shortest first; every text is in one group.
   */
  public static List<int[]> of(List<Tokens> texts) {
    int[] order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(place -> texts.get(place).count()))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> groups = new ArrayList<>();
    for (int from = 0; from < order.length; ) {
      int to = end(order, from, texts);
      groups.add(Arrays.copyOfRange(order, from, to));
      from = to;
    }
    return groups;
  }

  /** Where a group that begins there ends; it has at least one text. */
  private static int end(int[] order, int from, List<Tokens> texts) {
    int shortest = texts.get(order[from]).count();
    double most = Math.max(shortest * MOST_LONGER, shortest + ALWAYS_LONGER);
    int to = from + 1;
    while (to < order.length) {
      int count = texts.get(order[to]).count();
      if (count > most || (to + 1 - from) * count > MOST_TOKENS) {
        break;
      }
      to++;
    }
    return to;
  }
}
