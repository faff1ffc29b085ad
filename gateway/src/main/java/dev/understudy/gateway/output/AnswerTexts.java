package dev.understudy.gateway.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.json.JsonText;
import dev.understudy.exchange.Answer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of an answer that people may read: one of each choice. */
final class AnswerTexts {
  private AnswerTexts() {}

  /** Those that are not blank; none of an answer of tool calls alone. */
  static List<String> of(Answer answer) {
    List<String> texts = new ArrayList<>();
    add(texts, answer.output());
    JsonNode choices = answer.choices() == null ? null : JsonText.of(answer.choices()).value();
    if (choices != null) {
      for (JsonNode choice : choices) {
        JsonNode message = choice.path("message");
        add(texts, message.path("content").textValue());
        add(texts, message.path("refusal").textValue());
      }
    }
    return texts;
  }

  private static void add(List<String> texts, @Nullable String text) {
    if (text != null && !text.isBlank() && !texts.contains(text)) {
      texts.add(text);
    }
  }
}
