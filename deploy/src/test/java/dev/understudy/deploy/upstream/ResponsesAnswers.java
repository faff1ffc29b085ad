package dev.understudy.deploy.upstream;

import static dev.understudy.deploy.upstream.ApiAnswers.array;
import static dev.understudy.deploy.upstream.ApiAnswers.object;
import static dev.understudy.deploy.upstream.ApiAnswers.typedEvent;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /v1/responses}: one function call where tools are given, else the words. */
final class ResponsesAnswers {
  private static final String ARGUMENTS = "{\"city\":\"Zürich\"}";

  private final List<String> events = new ArrayList<>();

  private ResponsesAnswers() {}

  static Reply to(JsonObject request) {
    boolean tools = !request.getJsonArray("tools", new JsonArray()).isEmpty();
    JsonObject item =
        tools ? call("completed", ARGUMENTS) : message("completed", ApiAnswers.text());
    if (!request.getBoolean("stream", false)) {
      return Reply.json(200, response("completed", array(item)).encode());
    }
    ResponsesAnswers stream = new ResponsesAnswers();
    stream.add("response.created", "response", response("in_progress", array()));
    stream.add("response.in_progress", "response", response("in_progress", array()));
    if (tools) {
      stream.call(item);
    } else {
      stream.message(item);
    }
    stream.add("response.completed", "response", response("completed", array(item)));
    return Reply.pieces("text/event-stream; charset=utf-8", stream.events);
  }

  private void call(JsonObject item) {
    add("response.output_item.added", "output_index", 0, "item", call("in_progress", ""));
    for (String part : List.of("{\"city\":", "\"Zürich\"}")) {
      add(
          "response.function_call_arguments.delta",
          "item_id",
          "fc_1",
          "output_index",
          0,
          "delta",
          part);
    }
    add(
        "response.function_call_arguments.done",
        "item_id",
        "fc_1",
        "output_index",
        0,
        "name",
        "weather",
        "arguments",
        ARGUMENTS);
    add("response.output_item.done", "output_index", 0, "item", item);
  }

  private void message(JsonObject item) {
    JsonObject empty = object("type", "output_text", "text", "", "annotations", array());
    JsonObject full = empty.copy().put("text", ApiAnswers.text());
    add("response.output_item.added", "output_index", 0, "item", message("in_progress", ""));
    part("response.content_part.added", "part", empty);
    for (String word : ApiAnswers.WORDS) {
      part("response.output_text.delta", "delta", word, "logprobs", array());
    }
    part("response.output_text.done", "text", ApiAnswers.text(), "logprobs", array());
    part("response.content_part.done", "part", full);
    add("response.output_item.done", "output_index", 0, "item", item);
  }

  private void part(String type, Object... rest) {
    JsonObject place = object("item_id", "msg_1", "output_index", 0, "content_index", 0);
    send(object("type", type).mergeIn(place).mergeIn(object(rest)));
  }

  private void add(String type, Object... rest) {
    send(object("type", type).mergeIn(object(rest)));
  }

  private void send(JsonObject event) {
    events.add(typedEvent(event.put("sequence_number", events.size())));
  }

  private static JsonObject message(String status, String text) {
    JsonArray content =
        text.isEmpty()
            ? array()
            : array(object("type", "output_text", "text", text, "annotations", array()));
    return object(
        "id", "msg_1",
        "type", "message",
        "status", status,
        "role", "assistant",
        "content", content);
  }

  private static JsonObject call(String status, String arguments) {
    return object(
        "id", "fc_1",
        "type", "function_call",
        "status", status,
        "call_id", "call_a",
        "name", "weather",
        "arguments", arguments);
  }

  private static JsonObject response(String status, JsonArray output) {
    return object(
        "id",
        "resp_1",
        "object",
        "response",
        "created_at",
        1767225600,
        "status",
        status,
        "error",
        null,
        "incomplete_details",
        null,
        "model",
        "gpt-4.1",
        "output",
        output,
        "parallel_tool_calls",
        true,
        "tools",
        array(),
        "tool_choice",
        "auto",
        "metadata",
        new JsonObject(),
        "usage",
        status.equals("completed")
            ? object(
                "input_tokens", 11,
                "input_tokens_details", object("cached_tokens", 4),
                "output_tokens", 7,
                "output_tokens_details", object("reasoning_tokens", 0),
                "total_tokens", 18)
            : null);
  }
}
