package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a teacher once answered.
 *
 * @param model the model that served it
 * @param text the answer's text, or null where it was tool calls alone
 * @param toolCalls the tool calls as an array in OpenAI's shape, or null
 * @param finishReason why the answer ended
 * @param usage the tokens it took, or null where nobody wrote them down
 */
record RecordedAnswer(
    String model,
    @Nullable String text,
    @Nullable JsonNode toolCalls,
    String finishReason,
    @Nullable TokensUsed usage) {
  RecordedAnswer {
    if (text == null && toolCalls == null) {
      throw new IllegalArgumentException("an answer must have text or tool calls");
    }
  }

  /** The reason to give where none was written down. */
  static String usualFinish(@Nullable JsonNode toolCalls) {
    return toolCalls == null ? "stop" : "tool_calls";
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "RecordedAnswer[model=" + model + ", finishReason=" + finishReason + "]";
  }
}
