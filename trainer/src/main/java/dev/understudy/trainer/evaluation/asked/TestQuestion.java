package dev.understudy.trainer.evaluation.asked;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.recorded.InputPrompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a test and how it is asked.
 *
 * @param row with the answers that were recorded before
 * @param messages the conversation to be answered, at least one message
 */
public record TestQuestion(TestRow row, List<Turn> messages) {
  public TestQuestion {
    messages = List.copyOf(messages);
  }

  /** The conversation where that prompt is used, or as the test asks where that is null. */
  List<Turn> askedBy(@Nullable InputPrompt prompt) {
    return prompt == null ? messages : prompt.conversation(row.input());
  }
}
