package dev.understudy.gateway.practice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.rules.yaml.HostPort;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PracticeTeacherTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pace AT_ONCE = new Pace(Duration.ZERO, Double.POSITIVE_INFINITY);
  private static final String ANSWERS =
      """
      {"model":"gpt-4","messages":[{"role":"user","content":"Why is the sky blue?"}],"answer":"Blue light scatters most.","usage":{"prompt_tokens":12,"completion_tokens":6}}
      {"model":"gpt-4","messages":[{"role":"user","content":"Count tokens."}],"answer":"one two three"}
      {"model":"gpt-4","messages":[{"role":"user","content":"Weather in Bern?"}],"tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"}}],"usage":{"prompt_tokens":9,"completion_tokens":7}}
      """;

  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);

  /** Vert.x closes a client, its connections with it, once nothing refers to it any more. */
  private final HttpClient http = vertx.createHttpClient();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void clientGetsTheRecordedAnswerWhole() throws Exception {
    int port = serve(AT_ONCE);

    HttpResponse<Buffer> response = ask(port, chat("Why is the sky blue?", ""));

    JsonNode body = json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.getHeader("content-type")).isEqualTo("application/json");
    assertThat(body.at("/object").asText()).isEqualTo("chat.completion");
    assertThat(body.at("/model").asText()).isEqualTo("gpt-4");
    assertThat(body.at("/choices/0/message/role").asText()).isEqualTo("assistant");
    assertThat(body.at("/choices/0/message/content").asText())
        .isEqualTo("Blue light scatters most.");
    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(18);
  }

  @Test
  void tokensAreEstimatedWhereNobodyWroteThemDown() throws Exception {
    int port = serve(AT_ONCE);

    JsonNode body = json(ask(port, chat("Count tokens.", "")));

    assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(3);
    assertThat(body.at("/usage/prompt_tokens").asInt()).isBetween(7, 12);
  }

  @Test
  void streamBringsTheRolePiecesReasonAndEnd() throws Exception {
    int port = serve(AT_ONCE);

    HttpResponse<Buffer> response = ask(port, chat("Why is the sky blue?", ",\"stream\":true"));

    List<JsonNode> chunks = chunks(response);
    assertThat(response.getHeader("content-type")).startsWith("text/event-stream");
    assertThat(chunks.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
    assertThat(text(chunks)).isEqualTo("Blue light scatters most.");
    assertThat(chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").asText())
        .isEqualTo("stop");
    assertThat(chunks).extracting(chunk -> chunk.at("/id").asText()).containsOnly(id(chunks));
    assertThat(chunks).noneMatch(chunk -> chunk.has("usage"));
  }

  @Test
  void streamEndsWithUsageWhereAskedFor() throws Exception {
    int port = serve(AT_ONCE);
    String options = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

    List<JsonNode> chunks = chunks(ask(port, chat("Why is the sky blue?", options)));

    JsonNode last = chunks.get(chunks.size() - 1);
    assertThat(last.at("/choices").isEmpty()).isTrue();
    assertThat(last.at("/usage/prompt_tokens").asInt()).isEqualTo(12);
    assertThat(chunks.subList(0, chunks.size() - 1))
        .allMatch(chunk -> chunk.has("usage") && chunk.get("usage").isNull());
  }

  @Test
  void toolCallsAreServedWholeAndStreamed() throws Exception {
    int port = serve(AT_ONCE);

    JsonNode whole = json(ask(port, chat("Weather in Bern?", "")));
    List<JsonNode> chunks = chunks(ask(port, chat("Weather in Bern?", ",\"stream\":true")));

    assertThat(whole.at("/choices/0/message/content").isNull()).isTrue();
    assertThat(whole.at("/choices/0/message/tool_calls/0/function/name").asText())
        .isEqualTo("weather");
    assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(chunks.get(1).at("/choices/0/delta/tool_calls/0/id").asText()).isEqualTo("call_1");
    StringBuilder arguments = new StringBuilder();
    chunks.forEach(
        chunk ->
            arguments.append(
                chunk.at("/choices/0/delta/tool_calls/0/function/arguments").asText()));
    assertThat(arguments).hasToString("{\"city\":\"Bern\"}");
  }

  @Test
  void streamKeepsThePace() throws Exception {
    int port = serve(new Pace(Duration.ofMillis(60), 100));

    long begun = System.nanoTime();
    List<JsonNode> chunks = chunks(ask(port, chat("Why is the sky blue?", ",\"stream\":true")));
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    int pieces = chunks.size() - 2;
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(60 + (pieces - 1) * 10L));
  }

  @Test
  void unknownPromptIsToldWithoutRepeatingIt() throws Exception {
    int port = serve(AT_ONCE);

    HttpResponse<Buffer> response = ask(port, chat("my secret question", ""));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).at("/error/code").asText()).isEqualTo("unknown_prompt");
    assertThat(json(response).at("/error/param").asText()).isEqualTo("messages");
    assertThat(json(response).at("/error/message").asText())
        .isEqualTo(
            "No recorded answer to these 1 messages. Looked for them under the model 'gpt-4', then"
                + " under any model, among 3 recorded answers. Add a line with these messages and"
                + " an answer to a file given with --answers, and start the practice teacher"
                + " again.");
  }

  @Test
  void badRequestsAreRefusedAsTheRealApiRefusesThem() throws Exception {
    int port = serve(AT_ONCE);

    assertRefused(ask(port, "{\"model\":"), 400, "null", "null");
    assertRefused(ask(port, ""), 400, "null", "null");
    assertRefused(ask(port, "{\"messages\":[]}"), 400, "model", "missing_required_parameter");
    assertRefused(ask(port, "{\"model\":\"m\"}"), 400, "messages", "missing_required_parameter");
    assertRefused(
        ask(port, "{\"model\":\"m\",\"messages\":\"hi\"}"), 400, "messages", "invalid_value");
    assertRefused(ask(port, chat("Count tokens.", ",\"n\":2")), 400, "n", "invalid_value");
  }

  @Test
  void modelsAreListedAndFoundByName() throws Exception {
    int port = serve(AT_ONCE);

    JsonNode list = json(get(port, "/v1/models"));
    JsonNode one = json(get(port, "/v1/models/gpt-4"));

    assertThat(list.at("/data/0/id").asText()).isEqualTo("gpt-4");
    assertThat(one.at("/object").asText()).isEqualTo("model");
    assertRefused(get(port, "/v1/models/gpt-9"), 404, "model", "model_not_found");
  }

  @Test
  void unknownPathsAndMethodsAreRefused() throws Exception {
    int port = serve(AT_ONCE);

    assertRefused(get(port, "/v1/threads"), 404, "null", "null");
    assertRefused(get(port, "/v1/chat/completions"), 405, "null", "null");
  }

  @Test
  void stoppingLetsAStreamInFlightEnd() throws Exception {
    PracticeTeacher teacher = teacher(new Pace(Duration.ofMillis(20), 50));
    HttpClientRequest request = open(teacher.port());
    CompletableFuture<Buffer> whole = new CompletableFuture<>();
    CompletableFuture<Void> begun = new CompletableFuture<>();
    request
        .send(chat("Why is the sky blue?", ",\"stream\":true"))
        .onFailure(whole::completeExceptionally)
        .onSuccess(
            response -> {
              begun.complete(null);
              response.body().onSuccess(whole::complete).onFailure(whole::completeExceptionally);
            });
    begun.get(30, TimeUnit.SECONDS);

    teacher.stop(Duration.ofSeconds(30)).await(40, TimeUnit.SECONDS);

    assertThat(whole.get(30, TimeUnit.SECONDS).toString()).endsWith("data: [DONE]\n\n");
  }

  @Test
  void clientThatLeavesEndsItsStream() throws Exception {
    PracticeTeacher teacher = teacher(new Pace(Duration.ZERO, 0.05));
    HttpClientRequest request = open(teacher.port());
    CompletableFuture<Void> begun = new CompletableFuture<>();
    request
        .send(chat("Why is the sky blue?", ",\"stream\":true"))
        .onSuccess(response -> response.handler(first -> begun.complete(null)));
    begun.get(30, TimeUnit.SECONDS);

    request.connection().close().await();

    // The rest of the stream would take 100 s; a server with no call in flight stops at once.
    teacher.stop(Duration.ofSeconds(90)).await(30, TimeUnit.SECONDS);
  }

  private HttpClientRequest open(int port) {
    return http.request(HttpMethod.POST, port, "127.0.0.1", "/v1/chat/completions").await();
  }

  private int serve(Pace pace) throws Exception {
    return teacher(pace).port();
  }

  private PracticeTeacher teacher(Pace pace) throws Exception {
    AnswerBook book = new AnswerBook();
    AnswersFile.read("answers.jsonl", new StringReader(ANSWERS), book);
    return PracticeTeacher.start(vertx, book, pace, new HostPort("127.0.0.1", 0)).await();
  }

  private static String chat(String question, String more) {
    return "{\"model\":\"gpt-4\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + question
        + "\"}]"
        + more
        + "}";
  }

  private HttpResponse<Buffer> ask(int port, String body) {
    return client
        .post(port, "127.0.0.1", "/v1/chat/completions")
        .putHeader("content-type", "application/json")
        .sendBuffer(Buffer.buffer(body))
        .await();
  }

  private HttpResponse<Buffer> get(int port, String path) {
    return client.get(port, "127.0.0.1", path).send().await();
  }

  private static JsonNode json(HttpResponse<Buffer> response) throws Exception {
    return JSON.readTree(response.bodyAsString());
  }

  private static List<JsonNode> chunks(HttpResponse<Buffer> response) throws Exception {
    String[] events = String.valueOf(response.bodyAsString()).split("\n\n", 0);
    assertThat(events[events.length - 1]).isEqualTo("data: [DONE]");
    List<JsonNode> chunks = new ArrayList<>();
    for (int i = 0; i < events.length - 1; i++) {
      chunks.add(JSON.readTree(events[i].substring("data: ".length())));
    }
    return chunks;
  }

  private static String text(List<JsonNode> chunks) {
    StringBuilder text = new StringBuilder();
    chunks.forEach(chunk -> text.append(chunk.at("/choices/0/delta/content").asText()));
    return text.toString();
  }

  private static String id(List<JsonNode> chunks) {
    return chunks.get(0).at("/id").asText();
  }

  private static void assertRefused(
      HttpResponse<Buffer> response, int status, String param, String code) throws Exception {
    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode error = json(response).at("/error");
    assertThat(error.path("message").asText()).isNotBlank();
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("param").asText()).isEqualTo(param);
    assertThat(error.path("code").asText()).isEqualTo(code);
  }
}
