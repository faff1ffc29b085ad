package dev.understudy.trainer.export.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.export.chat.Unfit.Reason;
import dev.understudy.trainer.preference.PreferencePair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what examples hold as JSON into conversations. Lone surrogates are replaced and counted;
 * members of messages that no format knows, such as hidden reasoning, are left out. One thread.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">OpenAI API reference,
 *     "Create chat completion"</a>
 */
public final class ChatReader {
  private final Surrogates surrogates = new Surrogates();
  private final MessageReader messages = new MessageReader(surrogates);

  /** How many lone surrogates were replaced in what was read so far. */
  public long replacedSurrogates() {
    return surrogates.replaced();
  }

  /**
   * The lesson of an example.
   *
   * @throws Unfit if it was dropped, cannot be read, or its answer says nothing
   */
  public Lesson lesson(Example example) throws Unfit {
    if (!example.isKept()) {
      throw new Unfit(Reason.DROPPED);
    }
    Request request = request(example.prompt());
    var target = example.target();
    return new Lesson(request, answer(target.answer(), target.toolCalls()));
  }

  /**
   * The contrast of a pair.
   *
   * @throws Unfit if it cannot be read, or one of its answers says nothing
   */
  public Contrast contrast(PreferencePair pair) throws Unfit {
    return new Contrast(
        request(pair.prompt()),
        answer(pair.chosen().text(), pair.chosen().toolCalls()),
        answer(pair.rejected().text(), pair.rejected().toolCalls()));
  }

  /** A word of an example's own, without lone surrogates. */
  public String word(String word) {
    return surrogates.mend(word);
  }

  private Request request(Prompt prompt) throws Unfit {
    List<ObjectNode> functions = functions(prompt.tools());
    List<ChatMessage> turns = new ArrayList<>();
    for (JsonNode turn : array(prompt.messages(), Reason.MESSAGES)) {
      turns.add(messages.read(turn));
    }
    if (turns.isEmpty()) {
      throw new Unfit(Reason.MESSAGES);
    }
    if (turns.get(turns.size() - 1).role() == Role.ASSISTANT) {
      throw new Unfit(Reason.PREFILLED);
    }
    return new Request(turns, functions);
  }

  private ChatMessage answer(String text, @Nullable String toolCalls) throws Unfit {
    List<ToolCall> calls =
        toolCalls == null ? List.of() : messages.toolCalls(array(toolCalls, Reason.TOOL_CALLS));
    List<Part> parts = text.isEmpty() ? List.of() : List.of(Part.of(surrogates.mend(text)));
    ChatMessage answer = new ChatMessage(Role.ASSISTANT, parts, null, null, calls);
    if (answer.isEmpty()) {
      throw new Unfit(Reason.EMPTY_ANSWER);
    }
    return answer;
  }

  private List<ObjectNode> functions(@Nullable String tools) throws Unfit {
    List<ObjectNode> functions = new ArrayList<>();
    if (tools != null) {
      for (JsonNode tool : array(tools, Reason.TOOLS)) {
        if (!tool.path("type").asText().equals("function")
            || !tool.path("function").path("name").isTextual()) {
          throw new Unfit(Reason.TOOLS);
        }
        functions.add(surrogates.mend((ObjectNode) tool.path("function")));
      }
    }
    return functions;
  }

  private static ArrayNode array(String json, Reason otherwise) throws Unfit {
    try {
      if (Json.read(json) instanceof ArrayNode array) {
        return array;
      }
    } catch (IOException notJson) {
      throw new Unfit(otherwise);
    }
    throw new Unfit(otherwise);
  }
}
