package dev.understudy.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.gateway.demo.client.Application;
import dev.understudy.gateway.demo.client.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A short stream of calls such as applications make: whole and streamed, one of them unknown. */
final class DemoCalls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String APP = "demo";
  private static final String UNKNOWN = "What did nobody write down?";

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
    Application application = new Application(baseUrl, APP);
    List<CompletableFuture<Reply>> calls =
        bodies.stream().map(body -> application.ask(body, "somebody")).toList();
    int answered = 0;
    int refused = 0;
    int failed = 0;
    for (CompletableFuture<Reply> call : calls) {
      int status = call.thenApply(Reply::status).exceptionally(broken -> 0).join();
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
    Application application = new Application(baseUrl, APP);
    Map<String, Integer> answers = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      List<CompletableFuture<Reply>> calls = new ArrayList<>();
      for (ObjectNode body : bodies.subList(0, bodies.size() - 1)) {
        calls.add(application.ask(body, "user-" + round + "-" + calls.size()));
      }
      for (CompletableFuture<Reply> call : calls) {
        Reply reply = call.join();
        if (reply.status() != 200) {
          throw new IllegalStateException(
              "expected every call to be answered, found " + reply.status());
        }
        answers.merge(reply.upstream(), 1, Integer::sum);
      }
    }
    return answers;
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
