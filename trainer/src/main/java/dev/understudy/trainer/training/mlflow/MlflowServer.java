package dev.understudy.trainer.training.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A tracking server, as MLflow's REST API reference has it (mlflow.org, "REST API", 2.0). Messages
 * never hold the token.
 */
final class MlflowServer {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final MlflowSettings settings;
  private final @Nullable String token;

  /**
   * A server that will be spoken to.
   *
   * @param environment what environment variables hold
   */
  MlflowServer(MlflowSettings settings, UnaryOperator<@Nullable String> environment) {
    this.settings = settings;
    String said = environment.apply(settings.tokenVariable());
    this.token = said == null || said.isBlank() ? null : said.strip();
  }

  /** A number at a step. */
  record Metric(String key, double value, long timestamp, long step) {}

  /** The experiment's id; it is made where there is none of its name. */
  String experiment() throws IOException, InterruptedException {
    String name = URLEncoder.encode(settings.experiment(), StandardCharsets.UTF_8);
    HttpResponse<String> found =
        client.send(
            request("experiments/get-by-name?experiment_name=" + name).GET().build(),
            HttpResponse.BodyHandlers.ofString());
    if (found.statusCode() != NOT_FOUND) {
      return text(checked("experiments/get-by-name", found), "/experiment/experiment_id");
    }
    ObjectNode wanted = MAPPER.createObjectNode().put("name", settings.experiment());
    return text(post("experiments/create", wanted), "/experiment_id");
  }

  /** Makes a run and returns its id. */
  String create(String experiment, String name, Instant start, Map<String, String> tags)
      throws IOException, InterruptedException {
    ObjectNode run =
        MAPPER
            .createObjectNode()
            .put("experiment_id", experiment)
            .put("run_name", name)
            .put("start_time", start.toEpochMilli());
    run.set("tags", pairs(tags));
    return text(post("runs/create", run), "/run/info/run_id");
  }

  /** Logs parameters, at most 100, and metrics, at most 1,000. */
  void log(String run, Map<String, String> params, List<Metric> metrics)
      throws IOException, InterruptedException {
    ObjectNode batch = MAPPER.createObjectNode().put("run_id", run);
    if (!params.isEmpty()) {
      batch.set("params", pairs(params));
    }
    if (!metrics.isEmpty()) {
      batch.set("metrics", MAPPER.valueToTree(metrics));
    }
    post("runs/log-batch", batch);
  }

  /** Ends a run: {@code FINISHED} or {@code FAILED}. */
  void end(String run, String status, Instant end) throws IOException, InterruptedException {
    post(
        "runs/update",
        MAPPER
            .createObjectNode()
            .put("run_id", run)
            .put("status", status)
            .put("end_time", end.toEpochMilli()));
  }

  private static JsonNode pairs(Map<String, String> all) {
    var pairs = MAPPER.createArrayNode();
    all.forEach((key, value) -> pairs.addObject().put("key", key).put("value", value));
    return pairs;
  }

  private JsonNode post(String what, ObjectNode body) throws IOException, InterruptedException {
    HttpRequest request =
        request(what)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return checked(what, client.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  private HttpRequest.Builder request(String what) {
    String base = settings.url().toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/api/2.0/mlflow/" + what)).timeout(TIMEOUT);
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    return request;
  }

  private static JsonNode checked(String what, HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException("%s answered with status %d".formatted(what, response.statusCode()));
    }
    try {
      return MAPPER.readTree(response.body());
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  private static String text(JsonNode json, String pointer) throws IOException {
    String text = json.at(pointer).asText();
    if (text.isEmpty()) {
      throw new IOException("the answer has no " + pointer);
    }
    return text;
  }
}
