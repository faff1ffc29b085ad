package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One chat completion that a client received whole, with what it answered.
 *
 * @param modelRequested the model asked for, or null
 * @param modelServed the model that answered, or null
 * @param messages the conversation's JSON
 * @param output the answer's text, or null
 * @param toolCalls the tool calls' JSON, or null
 * @param finishReason why it ended, or null
 * @param inputTokens tokens of the prompt, or null
 * @param outputTokens tokens of the answer, or null
 */
public record CapturedAnswer(
    @Nullable String modelRequested,
    @Nullable String modelServed,
    String messages,
    @Nullable String output,
    @Nullable String toolCalls,
    @Nullable String finishReason,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens) {

  private static final String ALL =
      """
      SELECT model_requested, model_served, messages, output, tool_calls, finish_reason,
             input_tokens, output_tokens
      FROM exchanges
      WHERE role = 'primary' AND outcome = 'complete' AND status = 200
        AND ends_with(path, '/chat/completions') AND messages IS NOT NULL
        AND (output IS NOT NULL OR tool_calls IS NOT NULL)
      ORDER BY received_at""";

  /** Every such completion in a folder's captures, oldest first. */
  public static void forEach(CapturedExchanges captures, Consumer<CapturedAnswer> action)
      throws UnreadableCaptures {
    captures.query(ALL, List.of(), row -> action.accept(of(row)));
  }

  private static CapturedAnswer of(ObjectNode row) {
    return new CapturedAnswer(
        text(row, "model_requested"),
        text(row, "model_served"),
        row.path("messages").asText(),
        text(row, "output"),
        text(row, "tool_calls"),
        text(row, "finish_reason"),
        number(row, "input_tokens"),
        number(row, "output_tokens"));
  }

  private static @Nullable String text(ObjectNode row, String column) {
    return row.path(column).isTextual() ? row.path(column).asText() : null;
  }

  private static @Nullable Long number(ObjectNode row, String column) {
    return row.path(column).isNumber() ? row.path(column).asLong() : null;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "CapturedAnswer[model=" + modelServed + ", finishReason=" + finishReason + "]";
  }
}
