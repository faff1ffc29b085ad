package dev.understudy.trainer.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of a frozen test set and what each system answered to it.
 *
 * @param id names the row; for captured traffic the request's id
 * @param input what was asked
 * @param gold the right label, or null where nobody said
 * @param goldText the right answer in words, or null where nobody said
 * @param answers by the system's name
 * @param slices what kind of traffic it is
 */
public record TestRow(
    String id,
    String input,
    @Nullable String gold,
    @Nullable String goldText,
    Map<String, Answered> answers,
    Slices slices) {
  public TestRow {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(slices, "slices");
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
  }

  /** A row of which no more is known than the right label, if that. */
  public static TestRow of(
      String id, String input, @Nullable String gold, Map<String, Answered> answers) {
    return new TestRow(id, input, gold, null, answers, Slices.NONE);
  }

  /** The same row with these answers. */
  public TestRow withAnswers(Map<String, Answered> said) {
    return new TestRow(id, input, gold, goldText, said, slices);
  }

  /** The same row with that label as gold. */
  public TestRow withGold(String label) {
    return new TestRow(id, input, label, goldText, answers, slices);
  }

  /** What that system answered; there is an answer of every system of the test set. */
  public Answered answer(TestSystem system) {
    return Objects.requireNonNull(answers.get(system.name()), "answer");
  }

  /** The label that a system answered, or nothing where it is none. */
  public Optional<String> label(TestSystem system) {
    return Optional.ofNullable(answer(system).label());
  }

  /** Whether that system's label is gold; never where there is no gold. */
  public boolean isRight(TestSystem system) {
    return gold != null && gold.equals(answer(system).label());
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "TestRow[id=" + id + ", answers=" + answers.keySet() + "]";
  }
}
