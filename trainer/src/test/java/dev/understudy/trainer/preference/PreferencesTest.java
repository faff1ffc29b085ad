package dev.understudy.trainer.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Verdict;
import dev.understudy.trainer.example.Cost;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Marks;
import dev.understudy.trainer.example.Origin;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreferencesTest {
  private static final Prompt PROMPT =
      new Prompt("[{\"role\":\"user\",\"content\":\"Is it?\"}]", null, null, "Is it?");
  private static final String CALLS =
      "[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]";

  @Test
  void correctionIsBetterThanWhatTheTeacherSaid() {
    Example corrected = teacherSaid("no", null, new Gold("yes", null, null));

    assertThat(Preferences.ofCorrection(corrected))
        .contains(
            new PreferencePair(
                "r1/correction",
                PROMPT,
                Reply.of("yes"),
                Reply.of("no"),
                PairSource.CORRECTION,
                null));
  }

  @Test
  void correctionIsTheSamePairAfterItTookTheAnswersPlace() {
    Example before = teacherSaid("no", null, new Gold("yes", null, null));

    Example after = before.with(before.target().replaced("yes", null, Provenance.GOLD));

    assertThat(Preferences.ofCorrection(after)).isEqualTo(Preferences.ofCorrection(before));
  }

  @Test
  void teachersToolCallsAreRejectedWithItsText() {
    Example corrected = teacherSaid("", CALLS, new Gold("yes", null, null));

    assertThat(Preferences.ofCorrection(corrected).orElseThrow().rejected())
        .isEqualTo(new Reply("", CALLS));
  }

  @Test
  void noPairWithoutACorrectionOrWhereItSaysTheSame() {
    assertThat(Preferences.ofCorrection(teacherSaid("no", null, null))).isEmpty();
    assertThat(Preferences.ofCorrection(teacherSaid("no", null, new Gold(null, "0", 1.0))))
        .isEmpty();
    assertThat(Preferences.ofCorrection(teacherSaid("no", null, new Gold(" no\n", null, null))))
        .isEmpty();
  }

  @Test
  void noPairWhereTheCorrectionHasTheTeachersLabelInOtherWords() {
    Example before = labelled("{\"is_bad\": 0}", "0", new Gold("{\"is_bad\":false}", "0", null));
    Example after =
        before.with(before.target().replaced("{\"is_bad\":false}", "0", Provenance.GOLD));

    assertThat(Preferences.ofCorrection(before)).isEmpty();
    assertThat(Preferences.ofCorrection(after)).isEmpty();
  }

  @Test
  void correctionIsPreferredInTheWordsItWasPutIn() {
    Example before = labelled("{\"is_bad\": 0}", "0", new Gold("true", "1", null));
    Example after = before.with(before.target().replaced("{\"is_bad\": 1}", "1", Provenance.GOLD));

    PreferencePair pair = Preferences.ofCorrection(after).orElseThrow();

    assertThat(pair.chosen()).isEqualTo(Reply.of("{\"is_bad\": 1}"));
    assertThat(pair.rejected()).isEqualTo(Reply.of("{\"is_bad\": 0}"));
  }

  @Test
  void noPairWhereOneOfTheTwoSaysNothing() {
    assertThat(Preferences.ofCorrection(teacherSaid(" ", null, new Gold("yes", null, null))))
        .isEmpty();
    assertThat(Preferences.ofCorrection(teacherSaid("no", null, new Gold("", null, null))))
        .isEmpty();
  }

  @Test
  void teachersAnswerIsBetterThanAStudentsThatDiffers() {
    Example example = teacherSaid("yes", null, null);

    assertThat(
            Preferences.ofComparison(example, "student-7", Reply.of("no"), Verdict.DIFFERENT, 0.25))
        .contains(
            new PreferencePair(
                "r1/comparison/student-7",
                PROMPT,
                Reply.of("yes"),
                Reply.of("no"),
                PairSource.COMPARISON,
                0.75));
  }

  @Test
  void correctionTakesTheTeachersPlaceAndTheScoreSaysNothing() {
    Example corrected = teacherSaid("no", null, new Gold("yes", null, null));

    PreferencePair pair =
        Preferences.ofComparison(corrected, "student-7", Reply.of("maybe"), Verdict.DIFFERENT, 0.25)
            .orElseThrow();

    assertThat(pair.chosen()).isEqualTo(Reply.of("yes"));
    assertThat(pair.margin()).isNull();
  }

  @Test
  void studentThatWasRightWhereTheTeacherWasWrongIsNoWorse() {
    Example corrected = teacherSaid("no", null, new Gold("yes", null, null));

    assertThat(
            Preferences.ofComparison(
                corrected, "student-7", Reply.of("yes"), Verdict.DIFFERENT, 0.0))
        .isEmpty();
  }

  @Test
  void onlyDifferentAnswersMakeAPair() {
    Example example = teacherSaid("yes", null, null);

    for (Verdict verdict : new Verdict[] {Verdict.SAME, Verdict.INCOMPARABLE}) {
      assertThat(Preferences.ofComparison(example, "s", Reply.of("no"), verdict, 0.5)).isEmpty();
    }
  }

  @Test
  void voteIsBetterThanTheStudentsAnswerButNotMeasured() {
    Example example = teacherSaid("no", null, null);
    Example voted = example.with(example.target().replaced("yes", null, Provenance.VOTE));

    PreferencePair pair =
        Preferences.ofComparison(voted, "s", Reply.of("maybe"), Verdict.DIFFERENT, 0.5)
            .orElseThrow();

    assertThat(pair.chosen()).isEqualTo(Reply.of("yes"));
    assertThat(pair.margin()).isNull();
  }

  @Test
  void sameAnswersAreRefusedAsAPair() {
    assertThatThrownBy(
            () ->
                new PreferencePair(
                    "r1/x", PROMPT, Reply.of("a"), Reply.of("a"), PairSource.CORRECTION, null))
        .hasMessage("the answers of pair r1/x are the same");
    assertThatThrownBy(
            () ->
                new PreferencePair(
                    "r1/x", PROMPT, Reply.of("a"), Reply.of("b"), PairSource.CORRECTION, 1.5))
        .hasMessage("margin must be within [0, 1], got 1.5");
  }

  @Test
  void contentIsNeverPrinted() {
    PreferencePair pair =
        Preferences.ofCorrection(teacherSaid("no", null, new Gold("yes", null, null)))
            .orElseThrow();

    assertThat(pair).hasToString("PreferencePair[r1/correction, margin=null]");
    assertThat(pair.chosen()).hasToString("Reply[characters=3, toolCalls=false]");
  }

  private static Example labelled(String answer, String label, Gold gold) {
    return example(
        new Target(answer, null, label, Provenance.TEACHER, null, label, "stop", null), gold);
  }

  private static Example teacherSaid(
      String answer, @Nullable String toolCalls, @Nullable Gold gold) {
    return example(
        new Target(answer, toolCalls, null, Provenance.TEACHER, null, null, "stop", null), gold);
  }

  private static Example example(Target target, @Nullable Gold gold) {
    return new Example(
        new Origin("r1", "s", 0, "route", null, null, null, Map.of(), "teacher", null, "chat"),
        PROMPT,
        target,
        gold,
        new Cost(1, 1, null),
        Marks.NONE,
        null);
  }
}
