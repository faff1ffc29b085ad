package dev.understudy.bench.serving;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Callers of one student on loopback, each asking again as soon as it is answered. */
final class Callers implements AutoCloseable {
  private static final int MOST = 64;
  private static final String PATH = "/v1/chat/completions";
  private static final String CONFIDENCE = "x-understudy-confidence";
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final long GRACE_SECONDS = 60;
  private static final int DIGITS = 3;
  private static final int OK = 200;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final List<Buffer> bodies;

  /** Callers who ask about these texts in turn. */
  Callers(int port, List<String> texts) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
            new PoolOptions().setHttp1MaxSize(MOST));
    this.bodies = texts.stream().map(Callers::body).toList();
  }

  private static Buffer body(String text) {
    JsonObject message = new JsonObject().put("role", "user").put("content", text);
    return new JsonObject()
        .put("model", StudentMaker.NAME)
        .put("messages", new JsonArray().add(message))
        .toBuffer();
  }

  /** What the student said of each of the first texts: its answer and how sure it is. */
  List<String> answers(int count) {
    return bodies.stream()
        .limit(count)
        .map(
            body ->
                await(
                    post(body)
                        .compose(
                            response ->
                                response
                                    .body()
                                    .map(
                                        whole ->
                                            content(whole)
                                                + " "
                                                + response.getHeader(CONFIDENCE)))))
        .toList();
  }

  private static String content(Buffer answer) {
    return answer
        .toJsonObject()
        .getJsonArray("choices")
        .getJsonObject(0)
        .getJsonObject("message")
        .getString("content");
  }

  /**
   * Asks until the time is over or so many questions were asked, and waits for the last answer.
   *
   * @param concurrent how many callers, at most 64
   */
  Load ask(int concurrent, Duration atMost, long questions) {
    Load load = new Load(concurrent, atMost, questions);
    vertx.runOnContext(start -> load.start());
    return await(load.done.future());
  }

  private Future<HttpClientResponse> post(Buffer body) {
    return client
        .request(HttpMethod.POST, PATH)
        .compose(request -> request.putHeader("content-type", "application/json").send(body));
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(LONGEST.toSeconds() * GRACE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the student did not answer", e.getCause());
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  /** One closed loop; confined to an event loop until it is done. */
  final class Load {
    private final Promise<Load> done = Promise.promise();
    private final Histogram latencies = new Histogram(LONGEST.toNanos(), DIGITS);
    private final int concurrent;
    private final Duration atMost;
    private final long questions;
    private long asked;
    private long errors;
    private int busy;
    private long startNanos;
    private long endNanos;

    private Load(int concurrent, Duration atMost, long questions) {
      this.concurrent = concurrent;
      this.atMost = atMost;
      this.questions = questions;
    }

    private void start() {
      startNanos = System.nanoTime();
      for (int i = 0; i < concurrent; i++) {
        next();
      }
    }

    private void next() {
      long now = System.nanoTime();
      if (asked >= questions || now - startNanos >= atMost.toNanos()) {
        if (busy == 0) {
          done.tryComplete(this);
        }
        return;
      }
      busy++;
      Buffer body = bodies.get((int) (asked++ % bodies.size()));
      post(body)
          .compose(response -> response.body().map(whole -> problem(response, whole)))
          .onComplete(answer -> answered(answer.failed() || answer.result(), now));
    }

    private boolean problem(HttpClientResponse response, Buffer whole) {
      return response.statusCode() != OK || content(whole).isEmpty();
    }

    private void answered(boolean problem, long sentNanos) {
      endNanos = System.nanoTime();
      busy--;
      if (problem) {
        errors++;
      } else {
        latencies.recordValue(Math.min(endNanos - sentNanos, LONGEST.toNanos()));
      }
      next();
    }

    Histogram latencies() {
      return latencies;
    }

    long errors() {
      return errors;
    }

    Duration took() {
      return Duration.ofNanos(endNanos - startNanos);
    }
  }
}
