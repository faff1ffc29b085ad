package dev.understudy.deploy.upstream;

import static dev.understudy.deploy.upstream.ApiAnswers.array;
import static dev.understudy.deploy.upstream.ApiAnswers.event;
import static dev.understudy.deploy.upstream.ApiAnswers.object;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/chat/completions}: two tool calls where tools are given, else the words. */
final class ChatAnswers {
  private static final JsonObject USAGE =
      object(
          "prompt_tokens", 11,
          "completion_tokens", 7,
          "total_tokens", 18,
          "prompt_tokens_details", object("cached_tokens", 4),
          "completion_tokens_details", object("reasoning_tokens", 0));

  private ChatAnswers() {}

  static Reply to(JsonObject request) {
    return request.getBoolean("stream", false)
        ? Reply.pieces("text/event-stream; charset=utf-8", stream(request))
        : Reply.json(200, whole(request).encode());
  }

  private static JsonObject whole(JsonObject request) {
    JsonArray choices = new JsonArray();
    for (int index = 0; index < request.getInteger("n", 1); index++) {
      choices.add(
          object(
              "index",
              index,
              "message",
              message(request),
              "logprobs",
              logprobs(request, ApiAnswers.WORDS),
              "finish_reason",
              request.containsKey("tools") ? "tool_calls" : "stop"));
    }
    return head("chat.completion")
        .put("choices", choices)
        .put("usage", USAGE)
        .put("x_unknown_field", object("kept", true));
  }

  private static JsonObject message(JsonObject request) {
    if (!request.containsKey("tools")) {
      return object("role", "assistant", "content", ApiAnswers.text(), "refusal", null);
    }
    JsonArray calls = array(call("call_a", "weather"), call("call_b", "time"));
    return object("role", "assistant", "content", null, "tool_calls", calls);
  }

  private static JsonObject call(String id, String name) {
    JsonObject function = object("name", name, "arguments", "{\"city\":\"Zürich\"}");
    return object("id", id, "type", "function", "function", function);
  }

  private static List<String> stream(JsonObject request) {
    List<String> events = new ArrayList<>();
    events.add(delta(object("role", "assistant", "content", ""), null, null));
    if (request.containsKey("tools")) {
      events.add(tool(object("index", 0).mergeIn(call("call_a", "weather").copy(), true), ""));
      events.add(tool(object("index", 1).mergeIn(call("call_b", "time").copy(), true), ""));
      for (String part : List.of("{\"ci", "ty\":", "\"Zü", "rich\"}")) {
        events.add(tool(object("index", 0, "function", new JsonObject()), part));
        events.add(tool(object("index", 1, "function", new JsonObject()), part));
      }
      events.add(delta(new JsonObject(), null, "tool_calls"));
    } else {
      for (String word : ApiAnswers.WORDS) {
        events.add(delta(object("content", word), logprobs(request, List.of(word)), null));
      }
      events.add(delta(new JsonObject(), null, "stop"));
    }
    if (request
        .getJsonObject("stream_options", new JsonObject())
        .getBoolean("include_usage", false)) {
      events.add(event(head("chat.completion.chunk").put("choices", array()).put("usage", USAGE)));
    }
    events.add("data: [DONE]\n\n");
    return events;
  }

  private static String tool(JsonObject call, String arguments) {
    call.getJsonObject("function").put("arguments", arguments);
    return delta(object("tool_calls", array(call)), null, null);
  }

  private static String delta(
      JsonObject delta, @Nullable JsonObject logprobs, @Nullable String finish) {
    JsonObject choice =
        object("index", 0, "delta", delta, "logprobs", logprobs, "finish_reason", finish);
    return event(head("chat.completion.chunk").put("choices", array(choice)));
  }

  private static JsonObject head(String object) {
    return object(
        "id", "chatcmpl-1",
        "object", object,
        "created", 1767225600,
        "model", "gpt-4-0613",
        "system_fingerprint", "fp_1");
  }

  private static @Nullable JsonObject logprobs(JsonObject request, List<String> words) {
    if (!request.getBoolean("logprobs", false)) {
      return null;
    }
    JsonArray tokens = new JsonArray();
    for (String word : words) {
      JsonArray bytes = new JsonArray();
      for (byte each : ApiAnswers.utf8(word)) {
        bytes.add(each & 0xff);
      }
      JsonObject token = object("token", word, "logprob", -0.00012345678901, "bytes", bytes);
      tokens.add(token.put("top_logprobs", array(token.copy())));
    }
    return object("content", tokens, "refusal", null);
  }
}
