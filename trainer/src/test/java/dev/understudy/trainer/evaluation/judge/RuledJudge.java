package dev.understudy.trainer.evaluation.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real server on a port of its own that judges by a rule and remembers what it was asked. */
final class RuledJudge implements AutoCloseable {
  /** Prefers the longer answer. */
  static final BinaryOperator<String> LONGER =
      (a, b) -> a.length() == b.length() ? "TIE" : a.length() > b.length() ? "A" : "B";

  private static final JsonMapper MAPPER = new JsonMapper();

  static {
    // Else each answer waits 40 ms for the acknowledgement of its head (Nagle's algorithm).
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Pattern ANSWERS =
      Pattern.compile(
          "\\[Answer A]\n(.*)\n\\[End of answer A]\n\n\\[Answer B]\n(.*)\n\\[End of answer B]",
          Pattern.DOTALL);

  final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
  private final BinaryOperator<String> rule;
  private final HttpServer server;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile int status = 500;

  RuledJudge(BinaryOperator<String> rule) throws IOException {
    this.rule = rule;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /** The next calls fail with that status. */
  void fail(int calls, int with) {
    status = with;
    failures.set(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      asked.add(request);
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
      ObjectNode reply = MAPPER.createObjectNode();
      reply
          .putArray("choices")
          .addObject()
          .putObject("message")
          .put("role", "assistant")
          .put("content", judged(request.at("/messages/1/content").asText()));
      reply.putObject("usage").put("prompt_tokens", 90).put("completion_tokens", 10);
      byte[] bytes = MAPPER.writeValueAsBytes(reply);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String judged(String material) {
    Matcher answers = ANSWERS.matcher(material);
    return answers.find() ? rule.apply(answers.group(1), answers.group(2)) : "I see no answers";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
