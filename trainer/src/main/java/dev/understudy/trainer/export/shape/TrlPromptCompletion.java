package dev.understudy.trainer.export.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.export.chat.Lesson;
import dev.understudy.trainer.export.chat.Unfit;

/**
 * TRL's conversational type "prompt-completion": {@code prompt} and {@code completion}, and {@code
 * tools} where there are any. The loss is that of the completion alone, by default.
 *
 * @see <a href="https://huggingface.co/docs/trl/dataset_formats#prompt-completion">TRL, "Dataset
 *     formats and types", "Prompt-completion"</a>
 */
public final class TrlPromptCompletion implements Shape<Lesson> {
  @Override
  public ObjectNode row(Lesson lesson) throws Unfit {
    ObjectNode row = Nodes.object();
    row.set("prompt", TrlMessages.of(lesson.request()));
    row.set("completion", TrlMessages.of(lesson.answer()));
    TrlMessages.addTools(row, lesson.request());
    return row;
  }
}
