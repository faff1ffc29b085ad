package dev.understudy.student.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.student.model.Model;
import dev.understudy.student.serving.batch.BatchSettings;
import dev.understudy.student.serving.shelf.Shelf;
import dev.understudy.student.serving.shelf.UnloadableModel;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A real server on a free port, and a client of it. */
final class RunningStudent implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final Vertx vertx = Vertx.vertx();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Shelf shelf;
  private final StudentServer server;
  private final HttpClient client;

  private RunningStudent(BatchSettings batches, Duration timeout, HttpClient.Version version) {
    this.shelf = new Shelf(batches, registry);
    this.server =
        StudentServer.listen(
                vertx, new ServerSettings("127.0.0.1", 0, timeout, 256 << 10), shelf, registry)
            .await();
    this.client = HttpClient.newBuilder().version(version).build();
  }

  /** A server of these models that is ready. */
  static RunningStudent of(Model... models) throws UnloadableModel {
    return of(BatchSettings.USUAL, PATIENCE, models);
  }

  static RunningStudent of(BatchSettings batches, Duration timeout, Model... models)
      throws UnloadableModel {
    return of(batches, timeout, HttpClient.Version.HTTP_1_1, models);
  }

  static RunningStudent of(
      BatchSettings batches, Duration timeout, HttpClient.Version version, Model... models)
      throws UnloadableModel {
    RunningStudent running = new RunningStudent(batches, timeout, version);
    for (Model model : models) {
      running.shelf.place(model);
    }
    running.server.loaded();
    return running;
  }

  /** A server that has loaded nothing yet. */
  static RunningStudent unloaded() {
    return new RunningStudent(BatchSettings.USUAL, PATIENCE, HttpClient.Version.HTTP_1_1);
  }

  StudentServer server() {
    return server;
  }

  Shelf shelf() {
    return shelf;
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** A plain question to toxicity. */
  static String asking(String text) {
    return JSON.createObjectNode()
        .put("model", "toxicity")
        .set(
            "messages",
            JSON.createArrayNode()
                .add(JSON.createObjectNode().put("role", "user").put("content", text)))
        .toString();
  }

  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return client.send(request(body), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> postLater(String body) {
    return client.sendAsync(request(body), BodyHandlers.ofString());
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url(path)));
  }

  private HttpRequest request(String body) {
    return HttpRequest.newBuilder(url("/v1/chat/completions"))
        .timeout(PATIENCE)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /** The value of a metric, 0 where it is not there yet. */
  double metric(String line) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(each -> each.startsWith(line + " "))
        .mapToDouble(each -> Double.parseDouble(each.substring(line.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  /** Waits until something holds. */
  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    server.stop(PATIENCE).await();
    vertx.close().await();
  }
}
