package dev.understudy.student.serving;

import static dev.understudy.student.serving.RunningStudent.asking;
import static dev.understudy.student.serving.RunningStudent.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.student.keyword.KeywordModel;
import dev.understudy.student.keyword.Valve;
import dev.understudy.student.serving.batch.BatchSettings;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** From the start to the end of a server. */
class LifeTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void serverLivesBeforeItIsReady() throws Exception {
    try (RunningStudent student = RunningStudent.unloaded()) {
      HttpResponse<String> live = student.get("/healthz");
      HttpResponse<String> loading = student.get("/readyz");
      HttpResponse<String> asked = student.post(asking("x"));
      student.server().loaded();
      HttpResponse<String> empty = student.get("/readyz");
      student.shelf().place(KeywordModel.of("toxicity", "1"));
      HttpResponse<String> ready = student.get("/readyz");

      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(json(live)).isEqualTo(json("{\"live\": true}"));
      assertThat(loading.statusCode()).isEqualTo(503);
      assertThat(json(loading))
          .isEqualTo(json("{\"ready\": false, \"reason\": \"models are being loaded\"}"));
      assertThat(asked.statusCode()).isEqualTo(503);
      assertThat(json(asked).path("error").path("message").asText())
          .isEqualTo("The models are being loaded.");
      assertThat(json(empty))
          .isEqualTo(json("{\"ready\": false, \"reason\": \"no model is loaded\"}"));
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(json(ready)).isEqualTo(json("{\"ready\": true}"));
    }
  }

  @Test
  void metricsTellWhatWasDone() throws Exception {
    try (RunningStudent student = RunningStudent.of(KeywordModel.of("toxicity", "1"))) {
      student.post(asking("awful words"));
      student.post(asking("fine"));
      student.post(asking("x").replace("toxicity", "unknown"));

      String tag = "{model=\"toxicity\"}";
      assertThat(requests(student, "toxicity", 200)).isEqualTo(2);
      assertThat(requests(student, "none", 404)).isEqualTo(1);
      assertThat(student.metric("understudy_student_duration_seconds_count")).isEqualTo(3);
      assertThat(student.metric("understudy_student_batch_size_count" + tag)).isEqualTo(2);
      assertThat(student.metric("understudy_student_batch_size_sum" + tag)).isEqualTo(2);
      assertThat(student.metric("understudy_student_wait_seconds_count" + tag)).isEqualTo(2);
      assertThat(student.metric("understudy_student_answer_seconds_count" + tag)).isEqualTo(2);
      assertThat(student.metric("understudy_student_confidence_count" + tag)).isEqualTo(2);
      assertThat(tokens(student, "input")).isEqualTo(3);
      assertThat(tokens(student, "output")).isEqualTo(10);
      assertThat(student.metric("understudy_student_models")).isEqualTo(1);
      assertThat(student.metric("understudy_student_model_info{model=\"toxicity\",version=\"1\"}"))
          .isEqualTo(1);
      assertThat(student.metric("understudy_student_in_flight")).isZero();
    }
  }

  @Test
  void versionThatWasReplacedIsNoMetricAnyMore() throws Exception {
    try (RunningStudent student = RunningStudent.of(KeywordModel.of("toxicity", "1"))) {
      student.shelf().place(KeywordModel.of("toxicity", "2"));

      assertThat(student.get("/metrics").body())
          .contains("understudy_student_model_info{model=\"toxicity\",version=\"2\"} 1")
          .doesNotContain("version=\"1\"");
    }
  }

  @Test
  void stoppingAnswersAllThatWasAskedAndTakesNoMore() throws Exception {
    KeywordModel model = KeywordModel.of("toxicity", "1");
    RunningStudent student =
        RunningStudent.of(new BatchSettings(2, Duration.ZERO, 100, 1), LONG, model);
    Valve valve = Valve.shut();
    model.holdAt(valve);
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    calls.add(student.postLater(asking("fine")));
    valve.awaitBatch();
    for (int i = 0; i < 9; i++) {
      calls.add(student.postLater(asking("fine")));
    }
    while (student.metric("understudy_student_waiting{model=\"toxicity\"}") < 9) {
      Thread.onSpinWait();
    }

    Future<Void> stopped = student.server().stop(LONG);
    RunningStudent.await(() -> refusesConnections(student));
    assertThatThrownBy(() -> stopped.await(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    valve.open();

    for (var call : calls) {
      assertThat(call.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    stopped.await(20, TimeUnit.SECONDS);
    assertThat(model.isClosed()).isTrue();
    assertThatThrownBy(() -> student.get("/healthz")).isInstanceOf(ConnectException.class);
    student.close();
  }

  @Test
  void stoppingEndsAtItsDeadline() throws Exception {
    KeywordModel model = KeywordModel.of("toxicity", "1");
    RunningStudent student =
        RunningStudent.of(new BatchSettings(1, Duration.ZERO, 100, 1), LONG, model);
    Valve valve = Valve.shut();
    model.holdAt(valve);
    var computed = student.postLater(asking("first"));
    valve.awaitBatch();
    var waiting = student.postLater(asking("second"));
    while (student.metric("understudy_student_waiting{model=\"toxicity\"}") < 1) {
      Thread.onSpinWait();
    }

    student.server().stop(Duration.ofMillis(100)).await(20, TimeUnit.SECONDS);

    HttpResponse<String> refused = waiting.get(20, TimeUnit.SECONDS);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(json(refused).path("error"))
        .isEqualTo(
            json(
                """
                {"message": "The server is stopping.", "type": "server_error", "param": null,
                 "code": "unavailable"}
                """));
    assertThatThrownBy(() -> computed.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
    assertThat(model.isClosed()).isFalse();
    valve.open();
    RunningStudent.await(model::isClosed);
    student.close();
  }

  @Test
  void idleConnectionsDoNotDelayStopping() throws Exception {
    RunningStudent student = RunningStudent.of(KeywordModel.of("toxicity", "1"));
    student.post(asking("fine"));
    long begun = System.nanoTime();

    student.server().stop(LONG).await(20, TimeUnit.SECONDS);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONG.dividedBy(2));
    student.close();
  }

  private static boolean refusesConnections(RunningStudent student) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), student.server().port())) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  private static double requests(RunningStudent student, String model, int status)
      throws Exception {
    return student.metric(
        "understudy_student_requests_total{model=\"%s\",status=\"%d\"}".formatted(model, status));
  }

  private static double tokens(RunningStudent student, String kind) throws Exception {
    return student.metric(
        "understudy_student_tokens_total{kind=\"%s\",model=\"toxicity\"}".formatted(kind));
  }
}
