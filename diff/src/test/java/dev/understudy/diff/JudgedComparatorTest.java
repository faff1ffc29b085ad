package dev.understudy.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.diff.json.JsonTerms;
import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that failed, answers that decline, schemas, and ways of comparing that cannot be. */
class JudgedComparatorTest {
  private static final Answer YES = new Answer("m", "yes", null, null, "stop", null, null, null);
  private static final Side FINE = Sides.side(YES);
  private static final AnswerComparator TEXT = AnswerComparators.text(0.8);

  @ParameterizedTest
  @CsvSource({
    "500, COMPLETE, STUDENT_FAILED",
    "429, COMPLETE, STUDENT_FAILED",
    "0, UPSTREAM_ERROR, STUDENT_FAILED",
    "0, TIMEOUT, STUDENT_FAILED",
    "200, TIMEOUT, STUDENT_FAILED",
    "200, CLIENT_GONE, STUDENT_FAILED",
    "0, REFUSED, STUDENT_FAILED",
    "200, UPSTREAM_TRUNCATED, STUDENT_TRUNCATED",
  })
  void aStudentThatFailedIsNotCompared(int status, Outcome outcome, Remark remark) {
    Finding finding = TEXT.compare(FINE, new Side(YES, status, outcome));

    assertThat(finding.verdict()).isEqualTo(Verdict.INCOMPARABLE);
    assertThat(finding.score()).isZero();
    assertThat(finding.remarks()).containsExactly(remark);
  }

  @Test
  void aTeacherThatFailedIsNotCompared() {
    Side failed = new Side(null, 200, Outcome.COMPLETE);
    Side broken = new Side(YES, 200, Outcome.UPSTREAM_TRUNCATED);

    assertThat(TEXT.compare(failed, FINE).remarks()).containsExactly(Remark.TEACHER_FAILED);
    assertThat(TEXT.compare(broken, FINE).remarks()).containsExactly(Remark.TEACHER_TRUNCATED);
    assertThat(TEXT.compare(failed, FINE).verdict()).isEqualTo(Verdict.INCOMPARABLE);
  }

  @Test
  void anErrorInsideAnAnswerIsAFailure() {
    Side error = Sides.side(new Answer("m", "ye", null, null, null, null, null, "server_error"));

    assertThat(TEXT.compare(FINE, error).remarks()).containsExactly(Remark.STUDENT_FAILED);
  }

  @Test
  void severalChoicesAreRemarked() {
    Side two = Sides.side(new Answer("m", "yes", null, "[{},{}]", "stop", null, null, null));

    assertThat(TEXT.compare(FINE, two).remarks()).containsExactly(Remark.ONLY_FIRST_CHOICE);
    assertThat(TEXT.compare(FINE, two).verdict()).isEqualTo(Verdict.SAME);
  }

  @Test
  void textsTellAllTheirMeasures() {
    Finding finding = TEXT.compare(Sides.text("a b c d"), Sides.text("a c b d"));

    assertThat(finding.measures()).containsOnlyKeys("edit", "rouge_l", "token_f1");
    assertThat(finding.measures()).containsEntry("rouge_l", 0.75).containsEntry("token_f1", 1.0);
    assertThat(finding.score()).isEqualTo(0.75);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry, but I can't assist with that request.",
        "I\u2019m sorry, I can\u2019t help with that.",
        "Sorry, I cannot comply with this.",
        "I cannot provide instructions for that.",
        "I'm unable to help you with this.",
        "As an AI language model, I cannot engage in that.",
        "I apologize, but I am not able to discuss this topic.",
      })
  void refusalsAreRecognised(String text) {
    assertThat(Refusal.isOne(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "I'm sorry to hear that. Try turning it off and on again.",
        "I can't find any order with this number.",
        "I can help with that.",
        "I cannot recommend this film enough!",
        "Sorry for the delay; here is your answer.",
        "{\"answer\": \"I can't help\"}",
        "The sentence \"I can't help you\" is in the present tense.",
        "I can't helpfully say more.",
      })
  void answersAreNotTakenForRefusals(String text) {
    assertThat(Refusal.isOne(text)).isFalse();
  }

  @Test
  void aLongAnswerIsNoRefusalHoweverItOpens() {
    assertThat(Refusal.isOne("I can't help with the first part. " + "But this. ".repeat(100)))
        .isFalse();
  }

  @Test
  void aStudentOffTheSchemaDiffersWhateverElseAgrees() {
    AnswerComparator comparator =
        AnswerComparators.adhering(
            AnswerSchema.of("{\"properties\":{\"note\":{\"type\":\"string\"}}}"),
            AnswerComparators.json(new JsonTerms(List.of("/bad"), List.of(), List.of(), 0)));
    Side on = Sides.text("{\"bad\":1,\"note\":\"x\"}");
    Side off = Sides.text("{\"bad\":1,\"note\":5}");

    Finding finding = comparator.compare(on, off);

    assertThat(finding.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(finding.remarks()).containsExactly(Remark.STUDENT_OFF_SCHEMA);
    assertThat(finding.differences()).containsExactly(new Difference("/note", "\"x\"", "5"));
    assertThat(comparator.compare(on, on).remarks()).isEmpty();
    assertThat(comparator.compare(off, on).remarks()).containsExactly(Remark.TEACHER_OFF_SCHEMA);
    assertThat(comparator.compare(off, on).verdict()).isEqualTo(Verdict.SAME);
    assertThat(comparator.compare(off, off).verdict()).isEqualTo(Verdict.SAME);
    assertThat(comparator.compare(on, Sides.text("bad")).remarks())
        .containsExactlyInAnyOrder(Remark.STUDENT_INVALID_JSON, Remark.STUDENT_OFF_SCHEMA);
  }

  @Test
  void waysOfComparingThatCannotBeAreRefusedWithAReason() {
    assertThatThrownBy(() -> AnswerComparators.label("Answer: \\w+"))
        .hasMessage(
            "pick 'Answer: \\w+' has no group; put round brackets about the label, as in 'Answer:"
                + " (\\w+)'");
    assertThatThrownBy(() -> AnswerComparators.label("("))
        .hasMessageStartingWith("pick '(' is no regular expression of RE2: ");
    assertThatThrownBy(() -> AnswerComparators.label("/a~2"))
        .hasMessage("in a JSON pointer '~' is written '~0', got '/a~2'");
    assertThatThrownBy(() -> AnswerComparators.text(1.5))
        .hasMessage("threshold must be within [0, 1], got 1.5");
    assertThatThrownBy(() -> new JsonTerms(List.of("a"), List.of(), List.of(), 0))
        .hasMessage("a JSON pointer is empty or begins with '/', got 'a'");
    assertThatThrownBy(() -> new JsonTerms(List.of(), List.of(), List.of(), Double.NaN))
        .hasMessage("tolerance must be within [0, 1], got NaN");
  }

  @Test
  void remarksAreToldAsSortedWords() {
    Finding finding = TEXT.compare(Sides.text("yes"), Sides.ending("length", ""));

    assertThat(finding.remarkWords())
        .containsExactly("finish_reasons_differ", "student_cut", "student_empty");
  }
}
