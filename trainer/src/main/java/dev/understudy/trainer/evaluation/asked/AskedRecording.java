package dev.understudy.trainer.evaluation.asked;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.recorded.InputPrompt;
import dev.understudy.trainer.evaluation.recorded.RecordedConversations;
import dev.understudy.trainer.evaluation.recorded.UnreadableRecording;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conversations that were answered before, asked as if they were answered now.
 *
 * @param conversations what was answered
 * @param prompt in which inputs were asked, or null where they were asked as the test asks
 * @param labels reads the labels of answers, or null where they are no labels
 */
public record AskedRecording(
    RecordedConversations conversations, @Nullable InputPrompt prompt, @Nullable LabelReader labels)
    implements Answerer {
  @Override
  public List<Answered> answers(List<TestQuestion> questions) throws UnreadableRecording {
    List<Answered> answers = new ArrayList<>(questions.size());
    for (TestQuestion question : questions) {
      List<Turn> asked = question.askedBy(prompt);
      Answered answer = conversations.answer(asked);
      if (answer == null) {
        throw new UnreadableRecording(
            ("%s: no answer to row '%s' as the test asks it: name the prompt that was asked, and"
                    + " compare systems on the same rows")
                .formatted(conversations.file(), question.row().id()));
      }
      answers.add(answer.labelledBy(labels));
    }
    return answers;
  }
}
