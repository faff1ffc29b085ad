package dev.understudy.trainer.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.diff.Repetition;
import dev.understudy.trainer.filter.FilterSettings.Repeating;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionTest {
  private static final String PROSE =
      "The parcel left our warehouse on Monday and was handed to the carrier in the evening. "
          + "On Tuesday it was scanned in Lyon, and since then nobody has seen it. "
          + "We have asked the carrier to look for it and will write to you by Friday at the "
          + "latest, whatever they find. If it does not turn up, you can choose between a new "
          + "pair and your money back; you need not do anything before that.";

  static List<String> circles() {
    return List.of(
        PROSE + " I will check again.".repeat(40),
        "the ".repeat(300),
        PROSE + "\n" + "I hope this helps you with it.\n".repeat(12),
        PROSE + "\n" + (PROSE + "\n").repeat(3),
        "\u6211\u4f1a\u518d\u68c0\u67e5\u4e00\u904d\u3002".repeat(30),
        "{\"answer\": \"" + "It is fine, really. ".repeat(40) + "\"}",
        "```\n" + "x = compute(x, y, z)\n".repeat(60) + "```",
        "| a | b |\n|---|---|\n" + "| same cell again | and again here |\n".repeat(40));
  }

  static List<String> lists() {
    return List.of(
        PROSE,
        "",
        "yes",
        "{\"items\": ["
            + numbered(80, "{\"id\": %d, \"status\": \"in stock\", \"unit\": \"piece\"}", ", ")
            + "]}",
        "[" + "{\"a\": 0, \"label\": \"none\", \"why\": \"nothing was found\"},".repeat(60) + "1]",
        "[[0, 0, 0], " + "[0, 0, 0], ".repeat(100) + "[0, 0, 0]]",
        "| no. | paid | sent |\n|---|---|---|\n" + numbered(60, "| %d | yes | yes |", "\n"),
        "| a | b |\n|---|---|\n"
            + numbered(60, "| row %d of the table | the very same text |", "\n"),
        numbered(60, "2024-01-%02d,ok,ok,none,0.00", "\n"),
        "yes\nno\nyes\n".repeat(30),
        "0, ".repeat(400),
        numbered(60, "%d. In stock, ships today.", "\n"),
        "```java\n"
            + numbered(
                40, "if (x == %d) {\n  return null;\n}\n@Override\npublic int get() {\n  }", "\n")
            + "\n```",
        numbered(40, "private final String field%d;", "\n"),
        "a;b\n".repeat(3) + "-".repeat(5_000) + "\n" + " ".repeat(5_000));
  }

  @ParameterizedTest
  @MethodSource("circles")
  void answersThatGoRoundInCirclesAreTold(String answer) {
    assertThat(reasons(answer)).as("%s", Repetition.of(answer)).containsExactly("repetition");
  }

  @ParameterizedTest
  @MethodSource("lists")
  void listsTablesAndCodeAreNoCircles(String answer) {
    assertThat(reasons(answer)).as("%s", Repetition.of(answer)).isEmpty();
  }

  @Test
  void whatWasFoundIsToldInFigures() {
    Filters filters = Filters.of(settings(Repeating.USUAL));

    assertThat(filters.check(Examples.answer("Go on then, do. ".repeat(50))).orElseThrow().detail())
        .isEqualTo("50 repeats in a row, at most 10 wanted");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 40})
  void theRepeatsOfAPassageAreCountedWhateverItsLength(int words) {
    Random random = new Random(words);
    String unit = IntStream.range(0, words).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    int times = 100 + random.nextInt(50);

    assertThat(Repetition.of("Once " + (unit + " ").repeat(times)).repeats()).isEqualTo(times);
  }

  private static List<String> reasons(String answer) {
    return Filters.of(settings(Repeating.USUAL)).reasons(Examples.answer(answer)).stream()
        .map(drop -> drop.reason())
        .toList();
  }

  static FilterSettings settings(Repeating repeating) {
    return new FilterSettings(
        false, null, false, repeating, null, null, null, List.of(), null, false);
  }

  private static String numbered(int count, String line, String joint) {
    return IntStream.range(1, count).mapToObj(line::formatted).collect(Collectors.joining(joint));
  }
}
