package dev.understudy.trainer.similar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearGraphTest {
  private final NearGraph graph = new NearGraph(0);

  @Test
  void theFarEndOfAChainStays() {
    graph.add(10, 20, 0.9);
    graph.add(20, 30, 0.9);

    assertThat(told(graph.resolved())).containsExactly("10 of 10", "20 of 10: 10 0.9", "30 of 10");
  }

  @Test
  void aDuplicateIsOneOfTheMostSimilarThatStays() {
    graph.add(1, 9, 0.86);
    graph.add(5, 9, 0.95);
    graph.add(3, 9, 0.95);

    assertThat(told(graph.resolved()))
        .containsExactly("1 of 1", "3 of 1", "5 of 1", "9 of 1: 3 0.95");
  }

  @Test
  void groupsWithoutAPairBetweenThemAreApart() {
    graph.add(7, 8, 1);
    graph.add(1, 2, 0.9);

    assertThat(told(graph.resolved()))
        .containsExactly("1 of 1", "2 of 1: 1 0.9", "7 of 7", "8 of 7: 7 1.0");
  }

  @Test
  void nothingGivesNothing() {
    assertThat(told(graph.resolved())).isEmpty();
  }

  /** Against the definition, carried out plainly. */
  @Test
  void isGreedyAndConnectedOnAnyGraph() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[][] similar = new double[30][30];
      List<int[]> pairs = new ArrayList<>();
      for (int i = 0; i < 20 + seed % 40; i++) {
        int a = random.nextInt(30);
        int b = random.nextInt(30);
        if (a != b && similar[a][b] == 0) {
          similar[a][b] = similar[b][a] = 0.85 + random.nextInt(10) / 100.0;
          pairs.add(new int[] {Math.min(a, b), Math.max(a, b)});
        }
      }
      NearGraph some = new NearGraph(4);
      Collections.shuffle(pairs, random);
      pairs.forEach(each -> some.add(each[0], each[1], similar[each[0]][each[1]]));

      assertThat(told(some.resolved())).as("seed %d", seed).isEqualTo(plainly(similar));
    }
  }

  private static List<String> plainly(double[][] similar) {
    int[] roots = new int[30];
    for (int i = 0; i < 30; i++) {
      roots[i] = i;
    }
    for (int round = 0; round < 30; round++) {
      for (int a = 0; a < 30; a++) {
        for (int b = 0; b < 30; b++) {
          roots[a] = similar[a][b] > 0 ? Math.min(roots[a], roots[b]) : roots[a];
        }
      }
    }
    Map<Integer, Integer> of = new TreeMap<>();
    List<String> told = new ArrayList<>();
    for (int row = 0; row < 30; row++) {
      int best = -1;
      for (int other = 0; other < row; other++) {
        boolean stays = !of.containsKey(other);
        if (stays && similar[row][other] > (best < 0 ? 0 : similar[row][best])) {
          best = other;
        }
      }
      String line = row + " of " + roots[row];
      if (best >= 0) {
        of.put(row, best);
        line += ": " + best + " " + similar[row][best];
      }
      int self = row;
      if (IntStream.range(0, 30).anyMatch(other -> similar[self][other] > 0)) {
        told.add(line);
      }
    }
    return told;
  }

  private static List<String> told(NearGroups groups) {
    List<String> told = new ArrayList<>();
    for (int row = 0; row < groups.size(); row++) {
      told.add(
          groups.rank(row)
              + " of "
              + groups.root(row)
              + (groups.isDuplicate(row)
                  ? ": " + groups.duplicateOf(row) + " " + groups.similarity(row)
                  : ""));
    }
    return told;
  }
}
