package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.ZoneId;

/** One exchange as a page to read: who and when, then what was said. */
final class ExchangePage {
  private final ObjectNode row;
  private final PrintWriter out;

  ExchangePage(ObjectNode row, PrintWriter out) {
    this.row = row;
    this.out = out;
  }

  /** Prints it, with the bodies as they were on the wire where wanted. */
  void print(boolean withBodies) {
    facts();
    headers("request headers", "request_headers");
    headers("response headers", "response_headers");
    conversation();
    answer();
    if (withBodies) {
      body("request body", "request");
      body("response body", "response");
    }
    out.println();
  }

  private void facts() {
    fact("exchange", text("exchange_id") + ", " + text("role"));
    fact("request", text("request_id"));
    fact("received", Figures.exactTime(row.path("received_at"), ZoneId.systemDefault()));
    fact("route", text("route") + ", launch " + text("launch") + ", instance " + text("instance"));
    fact("call", text("method") + " " + text("path") + " to " + text("upstream"));
    fact("answer", "status " + text("status") + ", " + text("outcome") + streamed());
    optional("error", "error");
    optional("rules", "rules_version");
    optional("bucket", "bucket");
    optional("app", "app");
    optional("user", "user_pseudonym");
    optional("session", "session");
    optional("tags", "tags");
    fact("model", text("model_requested") + ", served by " + text("model_served"));
    optional("temperature", "temperature");
    optional("top p", "top_p");
    optional("max tokens", "max_tokens");
    fact("tokens", tokens());
    optional("cost in USD", "cost_usd");
    optional("confidence", "confidence");
    fact(
        "time",
        "first byte after %s ms, whole after %s ms"
            .formatted(
                Figures.millis(row.path("first_byte_ms")),
                Figures.millis(row.path("duration_ms"))));
    fact(
        "bytes",
        Figures.count(row.path("request_bytes"))
            + " in, "
            + Figures.count(row.path("response_bytes"))
            + " out"
            + (row.path("body_truncated").asBoolean() ? ", cut at the limit" : ""));
  }

  private String streamed() {
    return row.path("stream").asBoolean() ? ", streamed" : "";
  }

  private String tokens() {
    StringBuilder tokens = new StringBuilder();
    tokens.append(Figures.count(row.path("input_tokens"))).append(" in");
    if (row.path("cached_tokens").isNumber()) {
      tokens.append(" (").append(Figures.count(row.path("cached_tokens"))).append(" cached)");
    }
    tokens.append(", ").append(Figures.count(row.path("output_tokens"))).append(" out");
    if (row.path("reasoning_tokens").isNumber()) {
      tokens.append(" (").append(Figures.count(row.path("reasoning_tokens"))).append(" reasoning)");
    }
    return tokens.append(row.path("tokens_estimated").asBoolean() ? ", estimated" : "").toString();
  }

  private void headers(String title, String column) {
    JsonNode headers = row.path(column);
    if (headers.isArray() && !headers.isEmpty()) {
      title(title);
      headers.forEach(header -> indented(header.path(0).asText() + ": " + header.path(1).asText()));
    }
  }

  private void conversation() {
    JsonNode messages = row.path("messages");
    if (messages.isArray() && messages.path(0).has("role")) {
      messages.forEach(this::message);
    } else if (!row.path("input").asText("").isEmpty()) {
      title("asked");
      indented(row.path("input").asText());
    }
  }

  private void message(JsonNode message) {
    title(message.path("role").asText());
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      indented(content.asText());
    }
    if (content.isArray()) {
      content.forEach(
          part ->
              indented(
                  part.path("text").isTextual() ? part.path("text").asText() : part.toString()));
    }
    calls(message.path("tool_calls"));
  }

  private void answer() {
    String output = row.path("output").asText("");
    JsonNode calls = row.path("tool_calls");
    if (!output.isEmpty() || calls.isArray()) {
      title("answered" + finish());
      if (!output.isEmpty()) {
        indented(output);
      }
      calls(calls);
    }
    int choice = 0;
    for (JsonNode other : row.path("choices")) {
      title("choice " + choice++);
      indented(other.toPrettyString());
    }
  }

  private String finish() {
    String reason = row.path("finish_reason").asText("");
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }

  private void calls(JsonNode calls) {
    for (JsonNode call : calls) {
      JsonNode function = call.path("function");
      indented(
          "calls " + function.path("name").asText() + " " + function.path("arguments").asText());
    }
  }

  private void body(String title, String side) {
    JsonNode body = row.path(side + "_body");
    JsonNode digest = row.path(side + "_sha256");
    title(title);
    if (digest.isTextual()) {
      indented("not kept; SHA-256 " + digest.asText());
    } else if (row.path(side + "_body_encoding").isTextual()) {
      indented("binary; --json has it in " + row.path(side + "_body_encoding").asText());
    } else {
      indented(body.asText(""));
    }
  }

  private void optional(String name, String column) {
    JsonNode value = row.path(column);
    if (!value.isNull() && !value.isMissingNode()) {
      fact(name, value.isValueNode() ? value.asText() : value.toString());
    }
  }

  private void fact(String name, String value) {
    out.printf("%-12s %s%n", name, TextWidth.oneLine(value));
  }

  private void title(String title) {
    out.println();
    out.println(TextWidth.oneLine(title));
  }

  private void indented(String text) {
    TextWidth.printable(text).lines().forEach(line -> out.println("  " + line));
  }

  private String text(String column) {
    return Figures.text(row.path(column));
  }
}
