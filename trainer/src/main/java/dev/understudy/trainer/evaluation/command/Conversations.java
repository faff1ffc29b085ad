package dev.understudy.trainer.evaluation.command;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.asked.FrozenTest;
import dev.understudy.trainer.evaluation.judge.JudgedPair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Conversations as a judge reads them. */
final class Conversations {
  private Conversations() {}

  /** What two systems answered to the rows of a test, under all that was asked. */
  static List<JudgedPair> pairs(FrozenTest test, TestSet set, TestSystem first, TestSystem second) {
    List<JudgedPair> pairs = new ArrayList<>();
    for (int i = 0; i < set.rows().size(); i++) {
      TestRow row = set.rows().get(i);
      pairs.add(
          new JudgedPair(
              row.id(),
              text(test.questions().get(i).messages()),
              row.answer(first).text(),
              row.answer(second).text()));
    }
    return pairs;
  }

  private static String text(List<Turn> messages) {
    if (messages.size() == 1) {
      return words(messages.get(0));
    }
    return messages.stream()
        .map(each -> each.role() + ": " + words(each))
        .collect(Collectors.joining("\n\n"));
  }

  private static String words(Turn turn) {
    return turn.text() == null ? "" : turn.text();
  }
}
