package dev.understudy.deploy.upstream;

import static dev.understudy.deploy.upstream.ApiAnswers.array;
import static dev.understudy.deploy.upstream.ApiAnswers.object;
import static dev.understudy.deploy.upstream.ApiAnswers.typedEvent;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anthropic's {@code POST /v1/messages}: the words, then one tool use where tools are given. */
final class MessagesAnswers {
  private MessagesAnswers() {}

  static Reply to(JsonObject request) {
    boolean tools = !request.getJsonArray("tools", new JsonArray()).isEmpty();
    Reply reply =
        request.getBoolean("stream", false)
            ? Reply.pieces("text/event-stream; charset=utf-8", stream(tools))
            : Reply.json(200, whole(tools).encode());
    return reply
        .with("request-id", "req_0123456789abcdef")
        .with("anthropic-ratelimit-requests-remaining", "49");
  }

  private static JsonObject whole(boolean tools) {
    JsonArray content = array(object("type", "text", "text", ApiAnswers.text()));
    if (tools) {
      content.add(toolUse().put("input", object("city", "Zürich")));
    }
    return message(content, tools ? "tool_use" : "end_turn", 25);
  }

  private static List<String> stream(boolean tools) {
    List<String> events = new ArrayList<>();
    events.add(event("message_start", "message", message(array(), null, 1)));
    events.add(
        event(
            "content_block_start",
            "index",
            0,
            "content_block",
            object("type", "text", "text", "")));
    events.add(event("ping"));
    for (String word : ApiAnswers.WORDS) {
      events.add(delta(0, object("type", "text_delta", "text", word)));
    }
    events.add(event("content_block_stop", "index", 0));
    if (tools) {
      events.add(event("content_block_start", "index", 1, "content_block", toolUse()));
      for (String part : List.of("", "{\"city\": \"Zü", "rich\"}")) {
        events.add(delta(1, object("type", "input_json_delta", "partial_json", part)));
      }
      events.add(event("content_block_stop", "index", 1));
    }
    JsonObject end = object("stop_reason", tools ? "tool_use" : "end_turn", "stop_sequence", null);
    events.add(event("message_delta", "delta", end, "usage", object("output_tokens", 25)));
    events.add(event("message_stop"));
    return events;
  }

  private static String delta(int index, JsonObject delta) {
    return event("content_block_delta", "index", index, "delta", delta);
  }

  private static String event(String type, Object... rest) {
    return typedEvent(object("type", type).mergeIn(object(rest)));
  }

  private static JsonObject toolUse() {
    return object(
        "type", "tool_use", "id", "toolu_1", "name", "weather", "input", new JsonObject());
  }

  private static JsonObject message(JsonArray content, @Nullable String stop, int output) {
    return object(
        "id",
        "msg_1",
        "type",
        "message",
        "role",
        "assistant",
        "model",
        "claude-test",
        "content",
        content,
        "stop_reason",
        stop,
        "stop_sequence",
        null,
        "usage",
        object(
            "input_tokens", 14,
            "cache_creation_input_tokens", 0,
            "cache_read_input_tokens", 3,
            "output_tokens", output));
  }
}
