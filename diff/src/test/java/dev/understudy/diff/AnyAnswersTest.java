package dev.understudy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.diff.json.JsonTerms;
import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was answered, comparing neither throws nor takes long; the repetition is the seed. */
class AnyAnswersTest {
  private static final JsonTerms TERMS =
      new JsonTerms(List.of(), List.of("/*/n"), List.of("", "/*", "/*/*"), 0.01);
  private static final List<AnswerComparator> ALL =
      List.of(
          AnswerComparators.json(TERMS),
          AnswerComparators.json(new JsonTerms(List.of("/a", "/*/b"), List.of(), List.of(), 0)),
          AnswerComparators.label(null),
          AnswerComparators.label("/a"),
          AnswerComparators.label("(a+)+b"),
          AnswerComparators.text(0.8),
          AnswerComparators.tools(),
          AnswerComparators.auto(0.8, TERMS),
          AnswerComparators.adhering(
              AnswerSchema.of(
                  "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"number\"}}"),
              AnswerComparators.auto(0.8, JsonTerms.EXACT)));
  private static final List<String> SCRAPS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "a",
          "\"a\":",
          "1",
          "-",
          "1e999999999",
          "0.5",
          "null",
          "true",
          "```",
          "json\n",
          " ",
          "\n",
          "é",
          "e\u0301",
          "\ud800",
          "\udc00",
          "😀",
          "I'm sorry, but I can't help",
          "\u0000",
          "\"b\"",
          "{\"a\":1}",
          "[1,2]",
          "ﬁ",
          "\u202e");

  @RepeatedTest(400)
  void noAnswerMakesAComparisonThrow(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    Side one = side(random);
    Side other = random.nextInt(4) == 0 ? one : side(random);

    for (AnswerComparator comparator : ALL) {
      Finding finding = comparator.compare(one, other);

      assertThat(finding.differences()).hasSizeLessThanOrEqualTo(32);
      assertThat(finding.verdict() == Verdict.INCOMPARABLE && finding.score() != 0).isFalse();
    }
  }

  @RepeatedTest(400)
  void anAnswerIsTheSameAsItselfUnlessItCannotBeCompared(RepetitionInfo seed) {
    Side side = side(new Random(seed.getCurrentRepetition()));

    for (AnswerComparator comparator : ALL) {
      Finding finding = comparator.compare(side, side);

      assertThat(finding.verdict()).isNotEqualTo(Verdict.DIFFERENT);
      assertThat(finding.score()).isEqualTo(finding.verdict() == Verdict.SAME ? 1 : 0);
      assertThat(finding.differences()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[", "{\"a\":", "```", "\"", "a", "a ", "ab ", "\u0301", "😀", "[1],", "'", "0", "漢"
      })
  void adversarialTextsTakeBoundedTime(String scrap) throws InterruptedException {
    Side one = Sides.text(scrap.repeat(1_000_000 / scrap.length()));
    Side other = Sides.text(scrap.repeat(999_000 / scrap.length()) + "!");

    BoundedWork.within(
        Duration.ofSeconds(20), () -> ALL.forEach(comparator -> comparator.compare(one, other)));
  }

  @Test
  void deepNestingIsNoJsonBeyondTheLimitAndComparedWithinIt() {
    AnswerComparator json = AnswerComparators.json(JsonTerms.EXACT);
    Side deep = Sides.text("[".repeat(500) + "1" + "]".repeat(500));
    Side deeper = Sides.text("[".repeat(501) + "1" + "]".repeat(501));

    assertThat(json.compare(deep, deep).verdict()).isEqualTo(Verdict.SAME);
    assertThat(json.compare(deep, deeper).remarks()).contains(Remark.STUDENT_INVALID_JSON);
  }

  private static Side side(Random random) {
    List<String> reasons = List.of("stop", "length", "tool_calls", "content_filter", "odd");
    Answer answer =
        new Answer(
            maybe(random, "m"),
            random.nextInt(10) == 0 ? null : text(random),
            random.nextInt(4) == 0 ? text(random) : null,
            maybe(random, "[]"),
            maybe(random, reasons.get(random.nextInt(reasons.size()))),
            null,
            null,
            random.nextInt(20) == 0 ? "error" : null);
    Outcome[] outcomes = Outcome.values();
    return new Side(
        random.nextInt(20) == 0 ? null : answer,
        random.nextInt(10) == 0 ? 500 : 200,
        random.nextInt(10) == 0 ? outcomes[random.nextInt(outcomes.length)] : Outcome.COMPLETE);
  }

  private static @Nullable String maybe(Random random, String text) {
    return random.nextBoolean() ? text : null;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(SCRAPS.get(random.nextInt(SCRAPS.size())));
    }
    return text.toString();
  }
}
