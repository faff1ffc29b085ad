package dev.understudy.exchange.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.understudy.exchange.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of OpenAI's chat completions, legacy completions and embeddings. A stream's
 * chunk has the shape of a whole answer, with {@code delta} in the place of {@code message}.
 */
final class ChatAnswerReader implements AnswerReader {
  /** OpenAI allows n = 128; choices beyond this are left out. */
  private static final int MAX_CHOICES = 256;

  private final TreeMap<Long, ChoiceDraft> choices = new TreeMap<>();
  private final UsageDraft usage = new UsageDraft();
  private @Nullable String model;
  private @Nullable String error;

  @Override
  public void readEvent(@Nullable String name, Json json) throws IOException {
    readObject(json, "error".equals(name));
  }

  @Override
  public void readWhole(Json json) throws IOException {
    readObject(json, false);
  }

  /** Some servers say all of an error at the top: {@code "object": "error", "type": ...}. */
  private void readObject(Json json, boolean isError) throws IOException {
    boolean failed = isError;
    String type = null;
    String code = null;
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "model" -> model = chosen(model, json.text());
        case "choices" -> readChoices(json);
        case "usage" -> usage.readOpenAi(json);
        case "error" -> error = chosen(error, ProviderError.read(json));
        case "object" -> failed |= "error".equals(json.text());
        case "type" -> type = json.scalar();
        case "code" -> code = json.scalar();
        default -> json.skip();
      }
    }
    if (failed && error == null) {
      error = ProviderError.name(type, code);
    }
  }

  /** The first that says something: Azure's first chunk has an empty model. */
  private static @Nullable String chosen(@Nullable String before, @Nullable String now) {
    return before == null || before.isEmpty() ? now : before;
  }

  private void readChoices(Json json) throws IOException {
    if (!json.isArray()) {
      json.skip();
      return;
    }
    while (json.element()) {
      if (json.isObject()) {
        readChoice(json);
      } else {
        json.skip();
      }
    }
  }

  private void readChoice(Json json) throws IOException {
    ChoiceDraft choice = choice(json.wholeMember("index"));
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "message" -> readMessage(json, choice, true);
        case "delta" -> readMessage(json, choice, false);
        case "text" -> choice.content().add(json.text());
        case "finish_reason" -> choice.finishReason(json.text());
        case "logprobs" -> choice.logprobs().addObject(json);
        default -> json.skip();
      }
    }
  }

  private ChoiceDraft choice(@Nullable Long index) {
    long place = index == null ? 0 : index;
    ChoiceDraft choice = choices.get(place);
    if (choice == null) {
      choice = new ChoiceDraft();
      if (choices.size() < MAX_CHOICES) {
        choices.put(place, choice);
      }
    }
    return choice;
  }

  private static void readMessage(Json json, ChoiceDraft choice, boolean whole) throws IOException {
    if (!json.isObject()) {
      json.skip();
      return;
    }
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "content" -> readContent(json, choice);
        case "refusal" -> choice.refusal().add(json.text());
        case "tool_calls" -> readToolCalls(json, choice, whole);
        case "function_call" -> readFunction(json, choice);
        default -> json.skip();
      }
    }
  }

  /** A text, or, with some servers, parts of which those of type text count. */
  private static void readContent(Json json, ChoiceDraft choice) throws IOException {
    if (!json.isArray()) {
      choice.content().add(json.text());
      return;
    }
    while (json.element()) {
      if (!json.isObject()) {
        json.skip();
        continue;
      }
      for (String field; (field = json.field()) != null; ) {
        if (field.equals("text")) {
          choice.content().add(json.text());
        } else {
          json.skip();
        }
      }
    }
  }

  private static void readToolCalls(Json json, ChoiceDraft choice, boolean whole)
      throws IOException {
    if (!json.isArray()) {
      json.skip();
      return;
    }
    for (long place = 0; json.element(); place++) {
      if (json.isObject()) {
        readToolCall(json, choice, whole ? place : null);
      } else {
        json.skip();
      }
    }
  }

  /** The place in a whole message says which call it is; in a part of one, the index does. */
  private static void readToolCall(Json json, ChoiceDraft choice, @Nullable Long place)
      throws IOException {
    Long index = place != null ? place : json.wholeMember("index");
    String id = json.lookAhead("id");
    ToolCallDraft call = choice.call(index != null ? index : choice.placeOf(id));
    call.id(id);
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "function" -> readCall(json, call);
        case "custom" -> {
          call.custom();
          readCall(json, call);
        }
        default -> json.skip();
      }
    }
  }

  /** The older {@code function_call}: a single call without an id. */
  private static void readFunction(Json json, ChoiceDraft choice) throws IOException {
    if (json.isObject()) {
      readCall(json, choice.call(choice.placeOf(null)));
    } else {
      json.skip();
    }
  }

  private static void readCall(Json json, ToolCallDraft call) throws IOException {
    if (!json.isObject()) {
      json.skip();
      return;
    }
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "name" -> call.name(json.text());
        case "arguments", "input" ->
            call.arguments().add(json.isObject() ? json.slice() : json.text());
        default -> json.skip();
      }
    }
  }

  @Override
  public Answer answer() {
    Map.Entry<Long, ChoiceDraft> first = choices.firstEntry();
    ChoiceDraft choice = first == null ? null : first.getValue();
    return new Answer(
        model,
        choice == null ? null : choice.output(),
        choice == null ? null : choice.toolCalls(),
        choices.size() > 1 ? JsonText.write(this::writeChoices) : null,
        choice == null ? null : choice.finishReason(),
        choice == null ? null : choice.logprobs().text(),
        usage.usage(),
        error);
  }

  private void writeChoices(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Map.Entry<Long, ChoiceDraft> choice : choices.entrySet()) {
      choice.getValue().write(choice.getKey(), json);
    }
    json.writeEndArray();
  }
}
