package dev.understudy.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestSetTest {
  private static final TestSystem STUDENT = new TestSystem("student", Role.STUDENT);
  private static final TestSystem TEACHER = new TestSystem("teacher", Role.TEACHER);
  private static final Answered ANSWER = Answered.labelled("yes", "a");

  @Test
  void everySystemMustHaveAnsweredEveryRow() {
    TestRow half = TestRow.of("17", "secret", "a", Map.of("student", ANSWER));

    assertThatThrownBy(() -> new TestSet("test", List.of(STUDENT, TEACHER), List.of(half)))
        .hasMessage(
            "test set 'test': row '17' has no answer of 'teacher'; where a system failed, give an"
                + " empty answer");
  }

  @Test
  void rowsAndSystemsHaveNamesOfTheirOwn() {
    TestRow row = TestRow.of("17", "secret", "a", Map.of("student", ANSWER));

    assertThatThrownBy(() -> new TestSet("test", List.of(STUDENT), List.of(row, row)))
        .hasMessage("test set 'test' has two rows with the id '17'");
    assertThatThrownBy(() -> new TestSet("test", List.of(STUDENT, STUDENT), List.of(row)))
        .hasMessage("test set 'test' has two systems named 'student'");
    assertThatThrownBy(() -> new TestSet("test", List.of(STUDENT), List.of()))
        .hasMessage("test set 'test' needs at least one system and one row, got 1 and 0");
  }

  @Test
  void digestIsAboutTheRowsWhateverWasAnswered() {
    TestSet one = set("input", "a", ANSWER);

    assertThat(set("input", "a", Answered.text("no")).digest()).isEqualTo(one.digest());
    assertThat(set("other", "a", ANSWER).digest()).isNotEqualTo(one.digest());
    assertThat(set("input", "b", ANSWER).digest()).isNotEqualTo(one.digest());
    assertThat(one.digest()).hasSize(64);
  }

  @Test
  void noContentIsPrinted() {
    TestRow row = TestRow.of("17", "secret", "hidden", Map.of("student", ANSWER));

    assertThat(row).hasToString("TestRow[id=17, answers=[student]]");
    assertThat(ANSWER).hasToString("Answered[3 characters, confidence=null]");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> ANSWER.withConfidence(1.5))
        .hasMessage("confidence must be within [0, 1], got 1.5");
    assertThatThrownBy(() -> ANSWER.withProbabilities(Map.of("a", Double.NaN)))
        .hasMessage("probability must be within [0, 1], got NaN");
    assertThatThrownBy(() -> ANSWER.withLogprobs(List.of(0.5)))
        .hasMessage("a logprob must be at most 0, got 0.5");
  }

  private static TestSet set(String input, String gold, Answered answer) {
    return new TestSet(
        "set", List.of(STUDENT), List.of(TestRow.of("1", input, gold, Map.of("student", answer))));
  }
}
