package dev.understudy.trainer.evaluation.judge;

import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import java.util.List;

/**
 * Two answers to the same input.
 *
 * @param id names the row
 * @param input what was asked
 * @param first one system's answer
 * @param second the other's
 */
public record JudgedPair(String id, String input, String first, String second) {
  /** What two systems answered to the rows of a test set. */
  public static List<JudgedPair> of(TestSet set, TestSystem first, TestSystem second) {
    return set.rows().stream()
        .map(
            row ->
                new JudgedPair(
                    row.id(), row.input(), row.answer(first).text(), row.answer(second).text()))
        .toList();
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "JudgedPair[" + id + "]";
  }
}
