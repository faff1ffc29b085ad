package dev.understudy.trainer.export.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.export.chat.Lesson;
import dev.understudy.trainer.export.chat.Unfit;

/**
 * OpenAI's supervised fine-tuning: {@code messages}, the answer last, and {@code tools} where there
 * are any. {@code parallel_tool_calls} is left out, since captures do not keep it; it is true by
 * default.
 *
 * <p>{@code weight} of the model's messages is 1 for the answer and 0 for the earlier ones: each of
 * those was the answer to a request of its own. The API takes nothing between 0 and 1.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/fine-tuning/chat-input">OpenAI API
 *     reference, "Training format for chat models using the supervised method"
 *     (FineTuneChatRequestInput, FineTuneChatCompletionRequestAssistantMessage)</a>
 * @see <a href="https://developers.openai.com/api/docs/guides/vision-fine-tuning">OpenAI, "Vision
 *     fine-tuning"</a>
 */
public final class OpenAiChat implements Shape<Lesson> {
  @Override
  public ObjectNode row(Lesson lesson) throws Unfit {
    ArrayNode messages = OpenAiMessages.of(lesson.request());
    for (JsonNode message : messages) {
      if (message.path("role").asText().equals("assistant")) {
        ((ObjectNode) message).put("weight", 0);
      }
    }
    messages.add(OpenAiMessages.of(lesson.answer()).put("weight", 1));
    ObjectNode row = Nodes.object();
    row.set("messages", messages);
    if (!lesson.request().functions().isEmpty()) {
      row.set("tools", lesson.request().tools());
    }
    return row;
  }
}
