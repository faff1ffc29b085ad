package dev.understudy.trainer.export.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.export.chat.Lesson;
import dev.understudy.trainer.export.chat.Unfit;

/**
 * TRL's conversational type "language modeling": {@code messages}, the answer last, and {@code
 * tools} where there are any. TRL has no place for which turns to learn. Axolotl has one: each
 * message's {@code train}, true for the answer alone.
 *
 * @see <a href="https://huggingface.co/docs/trl/dataset_formats#language-modeling">TRL, "Dataset
 *     formats and types", "Language modeling"</a>
 * @see <a href="https://docs.axolotl.ai/docs/dataset-formats/conversation.html">Axolotl,
 *     "Conversation", the example of fine-grained control</a>
 */
public final class TrlLanguageModeling implements Shape<Lesson> {
  @Override
  public ObjectNode row(Lesson lesson) throws Unfit {
    ObjectNode row = Nodes.object();
    ArrayNode messages = row.putArray("messages");
    add(messages, TrlMessages.of(lesson.request()), false);
    add(messages, TrlMessages.of(lesson.answer()), true);
    TrlMessages.addTools(row, lesson.request());
    return row;
  }

  private static void add(ArrayNode all, ArrayNode more, boolean train) {
    for (JsonNode message : more) {
      all.add(((ObjectNode) message).put("train", train));
    }
  }
}
