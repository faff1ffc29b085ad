package dev.understudy.gateway;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/** A teacher and a student as real servers, and a gateway before them under rules of the test's. */
final class Rehearsed implements AutoCloseable {
  static final String REQUEST =
      """
      {"model": "gpt-4", "messages": [{"role": "user", "content": "is this bad?"}]}""";
  static final String STREAMED_REQUEST =
      REQUEST.replace("\"model\"", "\"stream\": true, \"model\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final ScriptedTeacher teacher = ScriptedTeacher.that(saying("teacher"));
  final ScriptedTeacher student = ScriptedTeacher.that(saying("student"));
  final Path rules;
  private final Path folder;
  private final String[] settings;
  private final String timeouts;
  TestGateway gateway;

  /**
   * Starts all three; the student may take its time.
   *
   * @param route the lines of the one route below its name, match, teacher and student
   * @param settings lines of the gateway's configuration
   */
  Rehearsed(Path folder, String route, String... settings) {
    this("{connect: 20s, first_byte: 20s, idle: 20s}", folder, route, settings);
  }

  /**
   * The same with timeouts of the student's, for tests in which it keeps a caller waiting in vain.
   *
   * @param timeouts as rules have them, such as {@code {idle: 300ms}}
   */
  static Rehearsed within(String timeouts, Path folder, String route, String... settings) {
    return new Rehearsed(timeouts, folder, route, settings);
  }

  private Rehearsed(String timeouts, Path folder, String route, String... settings) {
    this.timeouts = timeouts;
    this.folder = folder;
    rules = folder.resolve("rules.yaml");
    rule(route);
    this.settings =
        Stream.concat(Stream.of("rules: rules.yaml"), Stream.of(settings)).toArray(String[]::new);
    gateway = TestGateway.inFrontOf(teacher.url(), folder, this.settings);
  }

  /** Stops the gateway and starts another one over the same rules and the same store. */
  void restart() {
    gateway.close();
    gateway = TestGateway.inFrontOf(teacher.url(), folder, settings);
  }

  /** Edits the rules' file. */
  void rule(String route) {
    write(
        """
        version: 1
        upstreams:
          small:
            url: "%s"
            model: toxicity-7
            timeouts: %s
        routes:
          - name: moderation
            match: {path: /v1/chat/completions}
            teacher: teacher
            student: small
        %s
        """
            .formatted(student.url(), timeouts, route.indent(4)));
  }

  void write(String text) {
    try {
      Path aside = rules.resolveSibling("rules.aside");
      Files.writeString(aside, text);
      Files.move(aside, rules, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer in the shape of chat completions, streamed if that was asked for. */
  static Handler<HttpServerRequest> saying(String text) {
    return request ->
        request
            .body()
            .onSuccess(
                body -> {
                  boolean stream =
                      Boolean.TRUE.equals(body.toJsonObject().getBoolean("stream", false));
                  request
                      .response()
                      .putHeader("content-type", stream ? "text/event-stream" : "application/json")
                      .end(stream ? stream(text) : json(text));
                });
  }

  static String json(String text) {
    return """
        {"id": "a", "object": "chat.completion", "model": "m", "choices": [{"index": 0, \
        "message": {"role": "assistant", "content": "%s"}, "finish_reason": "stop"}], \
        "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}}"""
        .formatted(text);
  }

  static String stream(String text) {
    return firstEvent(text)
        + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        + "data: [DONE]\n\n";
  }

  /** The same, with so many more events that say a letter each. */
  static String stream(String text, int more) {
    return firstEvent(text)
        + firstEvent("x").repeat(more)
        + stream("").substring(firstEvent("").length());
  }

  static String firstEvent(String text) {
    return "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"
        + "\"delta\":{\"role\":\"assistant\",\"content\":\""
        + text
        + "\"}}]}\n\n";
  }

  HttpResponse<String> ask(String... headers) throws IOException, InterruptedException {
    return asking(REQUEST, headers);
  }

  HttpResponse<String> asking(String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.url("/v1/chat/completions?key=in-the-query"))
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The rows of exchanges with that role. */
  List<GenericRecord> rows(String role) {
    return gateway.rows().stream().filter(row -> row.get("role").toString().equals(role)).toList();
  }

  /** Waits for a sample of the metrics page to be that. */
  void awaitMetric(String sample, double value) {
    TestGateway.await(
        sample + " is " + value,
        () -> {
          try {
            return gateway
                .admin("/metrics")
                .body()
                .lines()
                .anyMatch(
                    line ->
                        line.startsWith(sample + " ")
                            && Double.parseDouble(line.substring(sample.length()).strip())
                                == value);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Waits for the last differing cases, as the admin port shows them, to hold that. */
  void awaitCases(String shown) {
    TestGateway.await(
        "cases that hold " + shown,
        () -> {
          try {
            return gateway.admin("/routes/moderation/comparisons").body().contains(shown);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Override
  public void close() {
    gateway.close();
    teacher.close();
    student.close();
  }
}
