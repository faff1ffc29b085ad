package dev.understudy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.diff.text.Tokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The measures against their definitions; the repetition is the seed. */
class RepetitionTest {
  @Test
  void linesEndAtEveryBreakOfUnicode() {
    String line = "one line of five words";

    assertThat(Repetition.of(String.join("\u2028", line, line, line, line)).duplicateLines())
        .isEqualTo(0.75);
    assertThat(Repetition.of(String.join("\r\n", line, line, line, line)).duplicateLines())
        .isEqualTo(0.75);
  }

  @RepeatedTest(150)
  void passagesAreFoundAsTheyAreDefined(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    List<String> words = circling(random);

    Repetition found = Repetition.of(String.join(" ", words));

    assertThat(words).isEqualTo(Tokens.of(String.join(" ", words)).words());
    assertThat(found.repeats()).isEqualTo(repeats(words));
    assertThat(found.duplicateNgrams()).isEqualTo(duplicateNgrams(words));
  }

  /** Words of which passages come again, some of them upon themselves. */
  private static List<String> circling(Random random) {
    List<String> words = new ArrayList<>();
    int most = 20 + random.nextInt(300);
    int variety = 2 + random.nextInt(200);
    while (words.size() < most) {
      if (words.size() > 1 && random.nextInt(12) == 0) {
        int from = random.nextInt(words.size() - 1);
        int to = from + 1 + random.nextInt(Math.min(45, words.size() - from));
        List<String> passage = List.copyOf(words.subList(from, to));
        for (int times = random.nextInt(15); times >= 0; times--) {
          words.addAll(passage);
        }
      } else {
        int word = random.nextInt(variety);
        words.add(word % 9 == 0 ? String.valueOf(word) : "w" + word);
      }
    }
    return words;
  }

  private static int repeats(List<String> words) {
    int most = 1;
    for (int unit = 1; unit <= Repetition.LONGEST_UNIT; unit++) {
      for (int from = unit; from < words.size(); from++) {
        int to = from;
        while (to < words.size() && words.get(to).equals(words.get(to - unit))) {
          to++;
        }
        List<String> last = words.subList(Math.max(0, to - unit), to);
        boolean letters = last.stream().anyMatch(word -> word.startsWith("w"));
        int covered = to - from + unit;
        if (to > from && letters && covered >= (new HashSet<>(last).size() >= 3 ? 30 : 100)) {
          most = Math.max(most, (to - from) / unit + 1);
        }
      }
    }
    return most;
  }

  private static double duplicateNgrams(List<String> words) {
    if (words.size() < Repetition.FEWEST_WORDS) {
      return 0;
    }
    Set<List<String>> seen = new HashSet<>();
    Set<Integer> within = new HashSet<>();
    for (int from = 0; from + Repetition.NGRAM <= words.size(); from++) {
      List<String> passage = words.subList(from, from + Repetition.NGRAM);
      if (new HashSet<>(passage).size() >= 5 && !seen.add(passage)) {
        for (int i = 0; i < Repetition.NGRAM; i++) {
          within.add(from + i);
        }
      }
    }
    return (double) within.size() / words.size();
  }
}
