package dev.understudy.diff.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {
  private static String shown(String text, List<Marks.Run> runs) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (Marks.Run run : runs) {
      shown.append(text, at, run.from()).append('[').append(text, run.from(), run.to()).append(']');
      at = run.to();
    }
    return shown.append(text.substring(at)).toString();
  }

  private static String without(String text, List<Marks.Run> runs) {
    StringBuilder left = new StringBuilder();
    int at = 0;
    for (Marks.Run run : runs) {
      left.append(text, at, run.from());
      at = run.to();
    }
    return left.append(text.substring(at)).toString().replaceAll("\\s", "");
  }

  @Test
  void wordsThatDifferAreMarkedOnBothSides() {
    String teacher = "The parcel arrives on Monday, as promised.";
    String student = "The parcel comes on Monday or Tuesday, as promised.";

    Marks marks = Marks.between(teacher, student);

    assertThat(shown(teacher, marks.one()))
        .isEqualTo("The parcel [arrives] on Monday, as promised.");
    assertThat(shown(student, marks.other()))
        .isEqualTo("The parcel [comes] on Monday[ or Tuesday], as promised.");
  }

  @Test
  void equalTextsHaveNoMarks() {
    assertThat(Marks.between("a b", "a b")).isEqualTo(new Marks(List.of(), List.of()));
  }

  @Test
  void whatIsMissingOnOneSideIsMarkedOnTheOther() {
    assertThat(Marks.between("", "yes").other()).containsExactly(new Marks.Run(0, 3));
    assertThat(Marks.between("yes", "").one()).containsExactly(new Marks.Run(0, 3));
  }

  @Test
  void ofJsonTheValueAloneIsMarked() {
    String teacher = "{\"is_bad\": 1}";
    String student = "{\"is_bad\": 0}";

    assertThat(shown(teacher, Marks.between(teacher, student).one()))
        .isEqualTo("{\"is_bad\": [1]}");
  }

  @Test
  void pairsOfSurrogatesAndIdeographsAreNotTornApart() {
    String teacher = "好 😀 day";
    String student = "坏 😃 day";

    assertThat(shown(teacher, Marks.between(teacher, student).one())).isEqualTo("[好 😀] day");
  }

  @Test
  void textsThatDifferTooMuchAreMarkedFromFirstToLastDifference() {
    String teacher = "begin " + "a ".repeat(3_000) + "end";
    String student = "begin " + "b ".repeat(3_000) + "end";

    Marks marks = Marks.between(teacher, student);

    assertThat(marks.one()).containsExactly(new Marks.Run(6, 6 + 5_999));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void withoutTheMarksTwoTextsSayTheSameAndNoShorterScriptExists(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      List<String> ours = words(random);
      List<String> theirs = words(random);
      String one = String.join(" ", ours);
      String other = String.join(" ", theirs);

      Marks marks = Marks.between(one, other);

      assertThat(without(one, marks.one()))
          .as("seed %d: %s | %s", seed, one, other)
          .isEqualTo(without(other, marks.other()));
      Pieces first = Pieces.of(one, Marks.MOST_WORDS);
      Pieces second = Pieces.of(other, Marks.MOST_WORDS);
      assertThat(edits(first, second)).isEqualTo(fewest(first, second));
    }
  }

  private static List<String> words(Random random) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      words.add(List.of("a", "b", "c", "dd").get(random.nextInt(4)));
    }
    return words;
  }

  private static int edits(Pieces one, Pieces other) {
    ShortestEdits edits = ShortestEdits.between(one, other, Marks.MOST_EDITS);
    int count = 0;
    for (boolean taken : edits.isTaken()) {
      count += taken ? 1 : 0;
    }
    for (boolean put : edits.isPut()) {
      count += put ? 1 : 0;
    }
    return count;
  }

  /** By the table of all prefixes. */
  private static int fewest(Pieces one, Pieces other) {
    int[][] table = new int[one.count() + 1][other.count() + 1];
    for (int i = 0; i <= one.count(); i++) {
      for (int j = 0; j <= other.count(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
        } else if (one.says(i - 1, other, j - 1)) {
          table[i][j] = table[i - 1][j - 1];
        } else {
          table[i][j] = 1 + Math.min(table[i - 1][j], table[i][j - 1]);
        }
      }
    }
    return table[one.count()][other.count()];
  }
}
