package dev.understudy.exchange.wire;

import dev.understudy.exchange.Answer;
import java.io.IOException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of OpenAI's responses API. A stream's last event holds the whole answer, which
 * then counts; where the stream broke before it, the parts do. The output is the text of all
 * message items one after another; reasoning and calls of hosted tools are left out.
 */
final class ResponsesAnswerReader implements AnswerReader {
  private final TreeMap<Long, BlockDraft> items = new TreeMap<>();
  private final UsageDraft usage = new UsageDraft();
  private LogprobsDraft logprobs = new LogprobsDraft();
  private @Nullable String model;
  private @Nullable String status;
  private @Nullable String incomplete;
  private @Nullable String error;

  @Override
  public void readWhole(Json json) throws IOException {
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "model" -> model = json.text();
        case "status" -> status = json.text();
        case "output" -> readItems(json);
        case "usage" -> usage.readOpenAi(json);
        case "error" -> error = ProviderError.read(json);
        case "incomplete_details" -> readIncomplete(json);
        default -> json.skip();
      }
    }
  }

  @Override
  public void readEvent(@Nullable String name, Json json) throws IOException {
    String type = name != null ? name : json.lookAhead("type");
    if (type == null) {
      type = "";
    }
    switch (type) {
      case "response.output_text.delta", "response.output_text.done" -> readText(json, false);
      case "response.refusal.delta", "response.refusal.done" -> readText(json, true);
      case "response.function_call_arguments.delta",
          "response.function_call_arguments.done",
          "response.custom_tool_call_input.delta",
          "response.custom_tool_call_input.done" ->
          readArguments(json);
      case "response.output_item.added", "response.output_item.done" -> readItemEvent(json);
      case "error" -> readError(json);
      default -> readOther(json);
    }
  }

  /** The events that carry the response as it is now: created, in progress and the last one. */
  private void readOther(Json json) throws IOException {
    for (String field; (field = json.field()) != null; ) {
      if (field.equals("response") && json.isObject()) {
        readWhole(json);
      } else if (field.equals("error")) {
        error = ProviderError.read(json);
      } else {
        json.skip();
      }
    }
  }

  private void readError(Json json) throws IOException {
    String code = null;
    String nested = null;
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "code" -> code = json.scalar();
        case "error" -> nested = ProviderError.read(json);
        default -> json.skip();
      }
    }
    error = nested != null ? nested : ProviderError.name(null, code);
  }

  private void readText(Json json, boolean refused) throws IOException {
    BlockDraft item = BlockDraft.in(items, json.wholeMember("output_index"));
    Long place = json.wholeMember("content_index");
    long at = place == null ? 0 : place;
    TextDraft text = refused ? item.refusal(at) : item.text(at);
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "delta" -> text.add(json.text());
        case "text", "refusal" -> text.set(json.text());
        default -> json.skip();
      }
    }
  }

  private void readArguments(Json json) throws IOException {
    ToolCallDraft call = BlockDraft.in(items, json.wholeMember("output_index")).call();
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "delta" -> call.arguments().add(json.text());
        case "arguments", "input" -> call.arguments().set(json.text());
        default -> json.skip();
      }
    }
  }

  private void readItemEvent(Json json) throws IOException {
    Long index = json.wholeMember("output_index");
    for (String field; (field = json.field()) != null; ) {
      if (field.equals("item")) {
        readItem(json, index);
      } else {
        json.skip();
      }
    }
  }

  private void readItems(Json json) throws IOException {
    if (!json.isArray()) {
      json.skip();
      return;
    }
    logprobs = new LogprobsDraft();
    for (long place = 0; json.element(); place++) {
      readItem(json, place);
    }
  }

  private void readItem(Json json, @Nullable Long index) throws IOException {
    String type = json.isObject() ? json.lookAhead("type") : null;
    boolean custom = "custom_tool_call".equals(type);
    if (custom || "function_call".equals(type)) {
      readCall(json, BlockDraft.in(items, index).call(), custom);
    } else if ("message".equals(type)) {
      readMessage(json, BlockDraft.in(items, index));
    } else {
      json.skip();
    }
  }

  private static void readCall(Json json, ToolCallDraft call, boolean custom) throws IOException {
    if (custom) {
      call.custom();
    }
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "call_id" -> call.id(json.text());
        case "name" -> call.name(json.text());
        case "arguments", "input" -> call.arguments().set(json.text());
        default -> json.skip();
      }
    }
  }

  private void readMessage(Json json, BlockDraft item) throws IOException {
    for (String field; (field = json.field()) != null; ) {
      if (!field.equals("content") || !json.isArray()) {
        json.skip();
        continue;
      }
      for (long place = 0; json.element(); place++) {
        if (json.isObject()) {
          readPart(json, item, place);
        } else {
          json.skip();
        }
      }
    }
  }

  private void readPart(Json json, BlockDraft item, long place) throws IOException {
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "text" -> item.text(place).set(json.text());
        case "refusal" -> item.refusal(place).set(json.text());
        case "logprobs" -> logprobs.addArray("content", json);
        default -> json.skip();
      }
    }
  }

  private void readIncomplete(Json json) throws IOException {
    if (!json.isObject()) {
      json.skip();
      return;
    }
    for (String field; (field = json.field()) != null; ) {
      if (field.equals("reason")) {
        incomplete = json.text();
      } else {
        json.skip();
      }
    }
  }

  /** A stream that broke off says "in progress", which is no reason to have ended. */
  private @Nullable String finishReason() {
    if (incomplete != null) {
      return incomplete;
    }
    return "in_progress".equals(status) || "queued".equals(status) ? null : status;
  }

  @Override
  public Answer answer() {
    ChoiceDraft choice = new ChoiceDraft();
    BlockDraft.addAll(items, choice);
    return new Answer(
        model,
        choice.output(),
        choice.toolCalls(),
        null,
        finishReason(),
        logprobs.text(),
        usage.usage(),
        error);
  }
}
