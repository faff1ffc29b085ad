package dev.understudy.exchange.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.understudy.exchange.prompt.PromptReading.Reason;
import dev.understudy.exchange.wire.ConversationText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads captured requests into conversations. The column {@code messages} counts for the messages;
 * the body for what it alone holds. Never throws, whatever was captured. Thread-safe.
 */
public final class PromptReader {
  private PromptReader() {}

  /** The conversation of a request, or why there is none. */
  public static PromptReading read(CapturedRequest request) {
    try {
      return readUnguarded(request);
    } catch (UnusableShape unusable) {
      return new PromptReading.Unusable(unusable.reason());
    }
  }

  /**
   * The same in one step, for those who want no JSON: as {@link Turn#read} of its messages.
   *
   * @return null where there is no conversation
   */
  public static @Nullable Asked asked(CapturedRequest request) {
    try {
      JsonNode body = body(request);
      List<Turn> turns = new ArrayList<>();
      draft(request, body).messages().forEach(message -> turns.add(Turn.of(message)));
      return new Asked(turns, body != null && Tools.of(body) != null);
    } catch (UnusableShape unusable) {
      return null;
    }
  }

  /**
   * What a request asks.
   *
   * @param turns the conversation's messages, instructions first; at least one
   * @param offersTools whether tools are on offer
   */
  public record Asked(List<Turn> turns, boolean offersTools) {
    public Asked {
      turns = List.copyOf(turns);
    }
  }

  /**
   * The message that an answer was.
   *
   * @param output the text answered, or null
   * @param toolCalls the JSON array of the tool calls, or null; broken JSON counts as none
   */
  public static Turn answer(@Nullable String output, @Nullable String toolCalls) {
    Draft draft = new Draft();
    draft.add("assistant", new TextNode(output == null ? "" : output), null);
    JsonNode calls = toolCalls == null ? null : CompactJson.read(toolCalls);
    if (calls == null || !calls.isArray() || calls.isEmpty()) {
      return Turn.of(draft.assistant());
    }
    if (output == null) {
      draft.assistant().putNull("content");
    }
    draft.assistant().set("tool_calls", calls);
    return Turn.of(draft.assistant());
  }

  private static PromptReading readUnguarded(CapturedRequest request) throws UnusableShape {
    JsonNode body = body(request);
    return new PromptReading.Good(
        CompactJson.write(draft(request, body).messages()),
        body == null ? null : Tools.of(body),
        body == null ? null : responseFormat(body),
        body != null);
  }

  private static @Nullable JsonNode body(CapturedRequest request) {
    JsonNode body = request.body() == null ? null : CompactJson.read(request.body());
    return body != null && body.isObject() ? body : null;
  }

  private static Draft draft(CapturedRequest request, @Nullable JsonNode body)
      throws UnusableShape {
    String api = request.api() == null ? "" : request.api();
    if (!List.of("chat", "completions", "responses", "messages").contains(api)) {
      throw new UnusableShape(Reason.API);
    }
    checkStored(body);
    JsonNode messages = messages(request, body, member(api));
    Draft draft = new Draft();
    JsonNode instructions = instructions(request, body);
    if (!instructions.isNull()) {
      draft.add("system", instructions, null);
    }
    int before = draft.messages().size();
    switch (api) {
      case "chat" -> ChatTurns.read(messages, draft);
      case "messages" -> AnthropicTurns.read(messages, draft);
      case "responses" -> ResponsesTurns.read(messages, draft);
      default -> draft.add("user", onePrompt(messages), null);
    }
    if (draft.messages().size() == before) {
      throw new UnusableShape(Reason.NO_MESSAGES);
    }
    return draft;
  }

  private static String member(String api) {
    return switch (api) {
      case "completions" -> "prompt";
      case "responses" -> "input";
      default -> "messages";
    };
  }

  private static void checkStored(@Nullable JsonNode body) throws UnusableShape {
    if (body != null
        && (body.hasNonNull("previous_response_id")
            || body.hasNonNull("conversation")
            || body.path("prompt").hasNonNull("id"))) {
      throw new UnusableShape(Reason.STORED_ELSEWHERE);
    }
  }

  private static JsonNode messages(CapturedRequest request, @Nullable JsonNode body, String member)
      throws UnusableShape {
    if (request.messages() != null) {
      JsonNode messages = CompactJson.read(request.messages());
      if (messages == null) {
        throw new UnusableShape(request.truncated() ? Reason.TRUNCATED : Reason.BROKEN_JSON);
      }
      return messages;
    }
    JsonNode messages = body == null ? null : body.get(member);
    if (messages == null || messages.isNull()) {
      boolean cut = request.truncated() || (request.body() != null && body == null);
      throw new UnusableShape(cut ? Reason.TRUNCATED : Reason.NO_MESSAGES);
    }
    return messages;
  }

  /** The instructions given apart from the messages: from the body, else from the rendering. */
  private static JsonNode instructions(CapturedRequest request, @Nullable JsonNode body) {
    if (body == null) {
      String recovered = recovered(request);
      return Contents.of(recovered == null ? null : new TextNode(recovered));
    }
    return Contents.of(body.has("system") ? body.get("system") : body.get("instructions"));
  }

  /**
   * Without a body, what stands in the column {@code input} before the messages. They are rendered
   * alone and found at its end, so instructions that hold the same words do no harm.
   */
  private static @Nullable String recovered(CapturedRequest request) {
    String input = request.input();
    String messages = request.messages();
    String head = "system: ";
    if (input == null || messages == null || !input.startsWith(head)) {
      return null;
    }
    String alone = ConversationText.of(messages);
    if (alone == null || alone.equals(input)) {
      return null;
    }
    for (String tail : List.of("\n\n" + alone, "\n\nuser: " + alone)) {
      if (input.endsWith(tail) && input.length() >= head.length() + tail.length()) {
        return input.substring(head.length(), input.length() - tail.length());
      }
    }
    return null;
  }

  private static JsonNode onePrompt(JsonNode prompt) throws UnusableShape {
    JsonNode one = prompt.isArray() && prompt.size() == 1 ? prompt.get(0) : prompt;
    if (!one.isTextual()) {
      throw new UnusableShape(one.isArray() ? Reason.BATCH : Reason.SHAPE);
    }
    return one;
  }

  /** What the answer's form was to be; the responses API has it in {@code text.format}, flat. */
  private static @Nullable String responseFormat(JsonNode body) {
    JsonNode format = body.get("response_format");
    if (format == null || format.isNull()) {
      format = body.path("text").get("format");
    }
    return format == null || format.isNull() ? null : CompactJson.write(format);
  }
}
