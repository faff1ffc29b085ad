package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An application that asks again what was asked once, and people who correct each answer. */
final class Asking {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String UPSTREAM = "x-understudy-upstream";
  private static final String UNNAMED = "(unnamed)";
  private static final String REQUEST_ID = "x-understudy-request-id";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI calls;
  private final URI feedback;
  private final Map<String, String> headers;
  private final Map<String, String> metadata;
  private final boolean corrects;
  private final @Nullable GoldLabels marks;

  /**
   * An application.
   *
   * @param baseUrl of an OpenAI-compatible endpoint, such as {@code http://127.0.0.1:8080/v1}
   * @param headers that every call has
   * @param metadata that every call's body has
   * @param corrects whether what a file calls gold goes to the gateway as a correction
   * @param marks told each answer beside its gold one, or null
   */
  Asking(
      URI baseUrl,
      Map<String, String> headers,
      Map<String, String> metadata,
      boolean corrects,
      @Nullable GoldLabels marks) {
    this.calls = URI.create(baseUrl.toString().replaceAll("/+$", "") + "/chat/completions");
    this.feedback = baseUrl.resolve("/-/feedback");
    this.headers = Map.copyOf(headers);
    this.metadata = Map.copyOf(metadata);
    this.corrects = corrects;
    this.marks = marks;
  }

  /** Whether HTTP, and the JDK's client of it, take a header. */
  static boolean isSendable(String name, String value) {
    try {
      HttpRequest.newBuilder().header(name, value);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /** Asks all, so many at a time, and waits for the last answer. */
  Tally run(List<RecordedRequest> requests, int atOnce) throws InterruptedException {
    ConcurrentLinkedQueue<RecordedRequest> left = new ConcurrentLinkedQueue<>(requests);
    Counts counts = new Counts();
    CountDownLatch done = new CountDownLatch(atOnce);
    for (int i = 0; i < atOnce; i++) {
      Thread worker =
          new Thread(
              () -> {
                try {
                  work(left, counts);
                } finally {
                  done.countDown();
                }
              },
              "replay-" + i);
      worker.setDaemon(true);
      worker.start();
    }
    done.await();
    return new Tally(
        counts.answered.get(),
        counts.corrected.get(),
        requests.size() - counts.answered.get(),
        counts.first());
  }

  private void work(ConcurrentLinkedQueue<RecordedRequest> left, Counts counts) {
    try {
      for (RecordedRequest next = left.poll(); next != null; next = left.poll()) {
        one(next, counts);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void one(RecordedRequest request, Counts counts) throws InterruptedException {
    try {
      HttpRequest.Builder call = HttpRequest.newBuilder(calls);
      headers.forEach(call::header);
      HttpResponse<String> answer = send(call, request.body(metadata).toString());
      counts.answered.incrementAndGet();
      if (marks != null) {
        marks.add(
            answer.headers().firstValue(UPSTREAM).orElse(UNNAMED), answer.body(), request.gold());
      }
      if (corrects && request.gold() != null) {
        correct(answer, request.gold());
        counts.corrected.incrementAndGet();
      }
    } catch (IOException e) {
      counts.trouble.add(String.valueOf(e.getMessage()));
    }
  }

  private void correct(HttpResponse<String> answer, String gold)
      throws IOException, InterruptedException {
    String id =
        answer
            .headers()
            .firstValue(REQUEST_ID)
            .orElseThrow(
                () ->
                    new IOException(
                        "%s answered without %s: corrections need a gateway; leave out --correct"
                            .formatted(calls, REQUEST_ID)));
    ObjectNode correction =
        JSON.createObjectNode()
            .put("request_id", id)
            .put("annotator", "human")
            .put("correction", gold);
    send(HttpRequest.newBuilder(feedback), correction.toString());
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String body)
      throws IOException, InterruptedException {
    HttpRequest built =
        request
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer;
    try {
      answer = client.send(built, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException("%s: %s".formatted(built.uri(), e), e);
    }
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("%s answered %d".formatted(built.uri(), answer.statusCode()));
    }
    return answer;
  }

  /** What came of it, as it comes. */
  private static final class Counts {
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger corrected = new AtomicInteger();
    final ConcurrentLinkedQueue<String> trouble = new ConcurrentLinkedQueue<>();

    String first() {
      String first = trouble.peek();
      return first == null ? "" : first;
    }
  }

  /**
   * How it went.
   *
   * @param answered requests with an answer
   * @param corrected those whose gold answer the gateway took
   * @param failed the others
   * @param trouble what was wrong first, empty where nothing was
   */
  record Tally(int answered, int corrected, int failed, String trouble) {}
}
