package dev.understudy.trainer.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A real server of chat completions on a port of its own; it remembers what it was asked. */
public final class ChatServer implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  static {
    // Else each answer waits 40 ms for the acknowledgement of its head (Nagle's algorithm).
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  private final Function<String, String> answers;
  private final int tokensIn;
  private final int tokensOut;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile int status = 500;

  /**
   * Starts one whose answers take 30 tokens in and 4 out.
   *
   * @param answers what it answers to the last message of a conversation
   */
  public ChatServer(Function<String, String> answers) throws IOException {
    this(answers, 30, 4);
  }

  /** Starts one whose answers take so many tokens. */
  public ChatServer(Function<String, String> answers, int tokensIn, int tokensOut)
      throws IOException {
    this.answers = answers;
    this.tokensIn = tokensIn;
    this.tokensOut = tokensOut;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** What stands before the path of completions. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** All requests that were answered. */
  public List<JsonNode> asked() {
    return List.copyOf(asked);
  }

  /** What each of them had in the header {@code authorization}; {@code null} for none. */
  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** The next calls fail with that status; it asks not to wait before the next try. */
  public void fail(int calls, int with) {
    status = with;
    failures.set(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        exchange.getResponseHeaders().add("retry-after", "0");
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      asked.add(request);
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
      JsonNode messages = request.path("messages");
      String answer = answers.apply(messages.get(messages.size() - 1).path("content").asText());
      ObjectNode reply = MAPPER.createObjectNode();
      ObjectNode choice = reply.putArray("choices").addObject();
      choice.putObject("message").put("role", "assistant").put("content", answer);
      if (request.path("logprobs").asBoolean()) {
        ArrayNode tokens = choice.putObject("logprobs").putArray("content");
        tokens.addObject().put("logprob", Math.log(0.5));
        tokens.addObject().put("logprob", Math.log(0.125));
      }
      reply.putObject("usage").put("prompt_tokens", tokensIn).put("completion_tokens", tokensOut);
      byte[] bytes = MAPPER.writeValueAsBytes(reply);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
