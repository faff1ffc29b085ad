package dev.understudy.trainer.evaluation.figures;

import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.metric.LabelCounts;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a test set that have gold, labels as numbers.
 *
 * @param labels all labels of the test set; a label's number is its place
 * @param rows those with gold
 */
record GoldRows(List<String> labels, List<TestRow> rows) {
  static GoldRows of(TestSet set) {
    return new GoldRows(set.labels(), set.goldRows());
  }

  int size() {
    return rows.size();
  }

  int[] gold() {
    return rows.stream().mapToInt(row -> number(row.gold())).toArray();
  }

  int[] answered(TestSystem system) {
    return rows.stream().mapToInt(row -> number(row.answer(system).label())).toArray();
  }

  boolean[] right(TestSystem system) {
    boolean[] right = new boolean[rows.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = rows.get(i).isRight(system);
    }
    return right;
  }

  /** Those rows of which it holds. */
  GoldRows where(Predicate<TestRow> holds) {
    return new GoldRows(labels, rows.stream().filter(holds).toList());
  }

  private int number(@Nullable String label) {
    return label == null ? LabelCounts.NONE : Collections.binarySearch(labels, label);
  }
}
