package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the admin port tells. */
class AdminTest {
  @TempDir Path folder;

  @Test
  void gatewayIsLiveAndReadyWhateverTheTeacherDoes() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder)) {
      assertThat(gateway.admin("/health/live").body()).isEqualTo("{\n  \"live\" : true\n}\n");
      assertThat(gateway.admin("/health/ready").body()).isEqualTo("{\n  \"ready\" : true\n}\n");
      assertThat(gateway.admin("/nothing").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 200", "false, 503"})
  void spoolThatCannotBeWrittenDegradesReadinessAsConfigured(boolean ready, int status)
      throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{}");
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(), folder, "ready_when: {capture_degraded: " + ready + "}")) {
      delete(folder.resolve("captures/.spool"));
      assertThat(gateway.ask("{}").statusCode()).isEqualTo(200);

      TestGateway.await(
          "the drop is counted",
          () ->
              gateway.gateway().capture().accounting().dropped().values().stream()
                      .mapToLong(Long::longValue)
                      .sum()
                  == 1);
      assertThat(gateway.admin("/health/ready").statusCode()).isEqualTo(status);
      assertThat(gateway.admin("/health/ready").body())
          .contains("capture is degraded: spool folder");
    }
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void capturesAddUp() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{}");
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder)) {
      for (int i = 0; i < 5; i++) {
        gateway.ask("{}");
      }
      gateway.rows();
      gateway.ask("{}");

      JsonObject captures = new JsonObject(gateway.admin("/captures").body());

      assertThat(captures.getLong("offered")).isEqualTo(6);
      assertThat(captures.getLong("stored")).isEqualTo(5);
      long dropped =
          captures.getJsonObject("dropped").stream()
              .mapToLong(each -> (Integer) each.getValue())
              .sum();
      assertThat(
              captures.getLong("pending")
                  + captures.getLong("spooled")
                  + captures.getLong("stored")
                  + dropped)
          .isEqualTo(6);
      JsonObject tables = captures.getJsonObject("tables");
      assertThat(tables.getJsonObject("exchanges").getLong("offered")).isEqualTo(6);
      assertThat(tables.getJsonObject("comparisons").getLong("offered")).isZero();
      assertThat(tables.getJsonObject("feedback").getLong("offered")).isZero();
      assertThat(captures.getString("store")).isEqualTo(folder.resolve("captures").toString());
    }
  }

  @Test
  void metricsCountRequestsBytesCapturesPoolsAndLoops() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{\"a\":1}");
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder)) {
      gateway.ask("{}");
      gateway.ask("{}");
      gateway.rows();

      String ok = "understudy_requests_total{outcome=\"complete\",status=\"2xx\"}";
      assertThat(gateway.metric(ok)).isEqualTo(2);
      assertThat(gateway.metric("understudy_in_flight")).isZero();
      assertThat(gateway.metric("understudy_first_byte_seconds_count")).isEqualTo(2);
      assertThat(gateway.metric("understudy_duration_seconds_count")).isEqualTo(2);
      assertThat(gateway.metric("understudy_duration_seconds_sum")).isBetween(0.0, 10.0);
      assertThat(gateway.metric("understudy_added_seconds_count")).isEqualTo(2);
      assertThat(gateway.metric("understudy_request_bytes_total")).isEqualTo(4);
      assertThat(gateway.metric("understudy_response_bytes_total")).isEqualTo(14);
      assertThat(gateway.metric("understudy_capture_patience_ended_total")).isZero();
      assertThat(gateway.metric("understudy_capture_offered_total")).isEqualTo(2);
      assertThat(gateway.metric("understudy_capture_stored_total")).isEqualTo(2);
      assertThat(gateway.metric("understudy_capture_dropped_total{reason=\"memory\"}")).isZero();
      assertThat(gateway.metric("understudy_capture_pending")).isZero();
      assertThat(gateway.metric("understudy_capture_spooled")).isZero();
      assertThat(gateway.metric("understudy_capture_degraded")).isZero();
      assertThat(gateway.metric("understudy_spool_damaged")).isZero();
      assertThat(gateway.metric("understudy_spool_segments")).isZero();
      assertThat(gateway.metric("understudy_drain_lag_seconds")).isZero();
      assertThat(gateway.metric("understudy_tap_bytes")).isZero();
      assertThat(gateway.metric("understudy_upstream_connections")).isEqualTo(1);
      assertThat(gateway.metric("understudy_upstream_waiting")).isZero();
      assertThat(gateway.metric("understudy_event_loop_lag_seconds{loop=\"0\"}"))
          .isBetween(0.0, 10.0);
    }
  }

  @Test
  void callsThatWaitForAConnectionAreCounted() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(), folder, "upstream: {connections: 1}", "shutdown: {deadline: 0s}");
        RawClient first = RawClient.to(gateway.url("/"));
        RawClient second = RawClient.to(gateway.url("/"))) {
      first.get("/");
      TestGateway.await("the first call occupies it", () -> teacher.received().size() == 1);
      second.get("/");
      TestGateway.await("the second waits", () -> waiting(gateway) == 1);

      first.leave();

      TestGateway.await("the second is served", () -> teacher.received().size() == 2);
      assertThat(waiting(gateway)).isZero();
    }
  }

  private static double waiting(TestGateway gateway) {
    try {
      return gateway.metric("understudy_upstream_waiting");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
