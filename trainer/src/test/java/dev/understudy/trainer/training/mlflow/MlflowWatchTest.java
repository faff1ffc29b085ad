package dev.understudy.trainer.training.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.trainer.training.Figures;
import dev.understudy.trainer.training.RudeSet;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.TrainingWatch.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowWatchTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private Path home;
  private final HttpServer server;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> experiments = new ConcurrentHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private volatile int refusal;

  MlflowWatchTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/2.0/mlflow/", this::answer);
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
    Files.createDirectories(home.resolve("set"));
    Files.writeString(home.resolve("set/manifest.json"), "{\"fingerprint\":\"f00d\"}");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void runIsLoggedFromItsBeginningToItsEnd() {
    MlflowWatch watch = watch();

    watch.began("moderation-1234", plan(), NOON);
    watch.reached(new Point("x", 20, 40, 1, 0.7, Double.NaN, Double.NaN, 2e-5, 900), NOON);
    watch.reached(new Point("x", 40, 40, 1, 0.6, 0.5, 0.9, 0, 900), NOON.plusSeconds(1));
    watch.finished(new Figures(30, 0.9, 0.8, 0.7, 0.25), NOON.plusSeconds(2));

    assertThat(warnings).isEmpty();
    assertThat(calls)
        .containsExactly(
            "GET experiments/get-by-name?experiment_name=my+models",
            "POST experiments/create",
            "POST runs/create",
            "POST runs/log-batch",
            "POST runs/log-batch",
            "POST runs/log-batch",
            "POST runs/log-batch",
            "POST runs/update");
    assertThat(authorizations).containsOnly("Bearer s3cret");
    assertThat(bodies.get(1)).isEqualTo(json("{'name':'my models'}"));
    assertThat(bodies.get(2))
        .isEqualTo(
            json(
                "{'experiment_id':'7','run_name':'moderation-1234','start_time':1795694400000,"
                    + "'tags':[{'key':'understudy.run','value':'moderation-1234'},"
                    + "{'key':'understudy.set_fingerprint','value':'f00d'}]}"));
    assertThat(bodies.get(3).path("run_id").asText()).isEqualTo("run-1");
    assertThat(bodies.get(3).path("params"))
        .contains(
            json("{'key':'student.ngram.bits','value':'10'}"),
            json("{'key':'student.ngram.strength','value':'[1.0, 10.0]'}"),
            json("{'key':'goal','value':'accuracy'}"));
    assertThat(bodies.get(4).path("metrics"))
        .containsExactly(
            json("{'key':'loss','value':0.7,'timestamp':1795694400000,'step':20}"),
            json("{'key':'learning_rate','value':2.0E-5,'timestamp':1795694400000,'step':20}"),
            json("{'key':'tokens_per_second','value':900.0,'timestamp':1795694400000,'step':20}"));
    assertThat(bodies.get(5).path("metrics")).hasSize(5);
    assertThat(bodies.get(6).path("metrics"))
        .contains(
            json(
                "{'key':'final_validation_accuracy','value':0.9,'timestamp':1795694402000,"
                    + "'step':0}"));
    assertThat(bodies.get(7))
        .isEqualTo(json("{'run_id':'run-1','status':'FINISHED','end_time':1795694402000}"));
  }

  @Test
  void experimentThatIsThereIsUsedAndAskedForOnce() {
    experiments.put("my models", "3");
    MlflowWatch watch = watch();

    watch.began("a", plan(), NOON);
    watch.failed(NOON);
    watch.began("b", plan(), NOON);

    assertThat(calls)
        .containsExactly(
            "GET experiments/get-by-name?experiment_name=my+models",
            "POST runs/create",
            "POST runs/log-batch",
            "POST runs/update",
            "POST runs/create",
            "POST runs/log-batch");
    assertThat(bodies.get(1).path("experiment_id").asText()).isEqualTo("3");
    assertThat(bodies.get(3).path("status").asText()).isEqualTo("FAILED");
  }

  @Test
  void serverThatIsNotThereIsToldOfOnce() {
    server.stop(0);
    MlflowWatch watch = watch();

    watch.began("a", plan(), NOON);
    watch.reached(new Point("x", 1, 1, 1, 0.7, 0.5, 0.9, 2e-5, 900), NOON);
    watch.began("b", plan(), NOON);

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("MLflow at " + url() + " cannot be used, nothing more is logged there: ");
  }

  @Test
  void serverThatRefusesIsToldOfWithoutTheToken() {
    MlflowWatch watch = watch();
    watch.began("a", plan(), NOON);
    refusal = 403;

    watch.reached(new Point("x", 1, 1, 1, 0.7, 0.5, 0.9, 2e-5, 900), NOON);
    watch.finished(new Figures(30, 0.9, 0.8, 0.7, 0.25), NOON);

    assertThat(warnings)
        .containsExactly(
            "MLflow at "
                + url()
                + " cannot be used, nothing more is logged there: runs/log-batch answered with"
                + " status 403");
    assertThat(calls).filteredOn(call -> call.equals("POST runs/log-batch")).hasSize(2);
  }

  private MlflowWatch watch() {
    return new MlflowWatch(
        new MlflowSettings(URI.create(url()), "my models", "TOKEN"),
        name -> name.equals("TOKEN") ? "s3cret\n" : null,
        warnings::add);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private TrainingPlan plan() {
    return RudeSet.plan(home.resolve("set"), home.resolve("out"));
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }

  /** Answers as the reference of the REST API says. */
  private void answer(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestURI().toString().substring("/api/2.0/mlflow/".length());
    calls.add(exchange.getRequestMethod() + " " + what);
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
    bodies.add(MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
    int status = refusal == 0 ? 200 : refusal;
    String body = "{}";
    if (what.startsWith("experiments/get-by-name")) {
      String id = experiments.get("my models");
      status = id == null ? 404 : status;
      body =
          id == null
              ? "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"none\"}"
              : "{\"experiment\":{\"experiment_id\":\"" + id + "\",\"name\":\"my models\"}}";
    } else if (what.equals("experiments/create")) {
      body = "{\"experiment_id\":\"7\"}";
    } else if (what.equals("runs/create")) {
      body = "{\"run\":{\"info\":{\"run_id\":\"run-1\"}}}";
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
