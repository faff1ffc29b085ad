package dev.understudy.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A short stream of calls such as applications make: whole and streamed, one of them unknown. */
final class DemoCalls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String UNKNOWN = "What did nobody write down?";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<ObjectNode> bodies;

  private DemoCalls(List<ObjectNode> bodies) {
    this.bodies = bodies;
  }

  /** The calls that these recorded answers answer, every other one streamed, and one more. */
  static DemoCalls of(BufferedReader answers) throws IOException {
    List<ObjectNode> bodies = new ArrayList<>();
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      JsonNode answer = JSON.readTree(line);
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.set("model", answer.path("model"));
      if (bodies.size() % 2 == 1) {
        body.put("stream", true);
      }
      body.set("messages", answer.path("messages"));
      bodies.add(body);
    }
    ObjectNode unknown = bodies.get(0).deepCopy();
    unknown.putArray("messages").addObject().put("role", "user").put("content", UNKNOWN);
    bodies.add(unknown);
    return new DemoCalls(bodies);
  }

  /** Makes all calls at once and waits for their answers. */
  Answered run(URI baseUrl) {
    List<CompletableFuture<HttpResponse<Stream<String>>>> calls =
        bodies.stream().map(body -> send(baseUrl, body, "somebody")).toList();
    int answered = 0;
    int refused = 0;
    int failed = 0;
    for (CompletableFuture<HttpResponse<Stream<String>>> call : calls) {
      int status = call.thenApply(DemoCalls::readWhole).exceptionally(broken -> 0).join();
      switch (status) {
        case 200 -> answered++;
        case 404 -> refused++;
        default -> failed++;
      }
    }
    return new Answered(answered, refused, failed);
  }

  /**
   * Makes the calls that have an answer several times, each for a user of its own, and waits.
   *
   * @return how many answers came from each upstream
   * @throws IllegalStateException where one had no answer
   */
  Map<String, Integer> runAsUsers(URI baseUrl, int rounds) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      List<CompletableFuture<HttpResponse<Stream<String>>>> calls = new ArrayList<>();
      for (ObjectNode body : bodies.subList(0, bodies.size() - 1)) {
        calls.add(send(baseUrl, body, "user-" + round + "-" + calls.size()));
      }
      for (CompletableFuture<HttpResponse<Stream<String>>> call : calls) {
        HttpResponse<Stream<String>> response = call.join();
        int status = readWhole(response);
        if (status != 200) {
          throw new IllegalStateException("expected every call to be answered, found " + status);
        }
        answers.merge(
            response.headers().firstValue("x-understudy-upstream").orElse("nobody"),
            1,
            Integer::sum);
      }
    }
    return answers;
  }

  private CompletableFuture<HttpResponse<Stream<String>>> send(
      URI baseUrl, ObjectNode body, String user) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("x-app", "demo")
            .header("x-user-id", user)
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    return client.sendAsync(request, BodyHandlers.ofLines());
  }

  /** The status, once the last line has come; a cut answer throws. */
  private static int readWhole(HttpResponse<Stream<String>> response) {
    try (Stream<String> lines = response.body()) {
      lines.forEach(line -> {});
    }
    return response.statusCode();
  }

  /** How many calls there are. */
  int count() {
    return bodies.size();
  }

  /** A call to make by hand, as a line for a shell. */
  String curl(URI baseUrl) {
    ObjectNode body = bodies.get(0).deepCopy().put("stream", true);
    return "curl -N %s/chat/completions -H 'content-type: application/json' -d '%s'"
        .formatted(baseUrl, body);
  }

  /**
   * How the calls went.
   *
   * @param answered those with an answer
   * @param refused those the teacher knew no answer to
   * @param failed the others
   */
  record Answered(int answered, int refused, int failed) {}
}
