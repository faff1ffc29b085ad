package dev.understudy.trainer.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An application that asks again what was asked once, and people who correct each answer. */
public final class Replay {
  private static final int THREADS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI calls;
  private final URI feedback;

  /** An application of the gateway at that address. */
  public Replay(String gateway) {
    this.calls = URI.create("http://" + gateway + "/v1/chat/completions");
    this.feedback = URI.create("http://" + gateway + "/-/feedback");
  }

  /** Asks all of a batch, and gives the gold answer to each. */
  public void run(String batch, List<JsonNode> recorded) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (JsonNode each : recorded) {
        Callable<Object> one =
            () -> {
              ask(batch, each);
              return each;
            };
        all.add(workers.submit(one));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a call of batch " + batch + " failed", failed.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private void ask(String batch, JsonNode recorded) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", recorded.path("model").asText());
    body.set("messages", recorded.path("messages"));
    body.putObject("metadata").put("batch", batch).put("comment", recorded.path("id").asText());
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(calls).header("x-batch", batch), body.toString());
    String request = answer.headers().firstValue("x-understudy-request-id").orElseThrow();
    ObjectNode correction = JSON.createObjectNode();
    correction.put("request_id", request).put("annotator", "human");
    correction.put("correction", recorded.path("gold").toString());
    send(HttpRequest.newBuilder(feedback), correction.toString());
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            request
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(request.build().uri() + " answered " + answer.statusCode());
    }
    return answer;
  }
}
