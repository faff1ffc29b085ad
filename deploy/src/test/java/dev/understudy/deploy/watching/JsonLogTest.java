package dev.understudy.deploy.watching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.deploy.running.Eventually;
import dev.understudy.deploy.running.GatewayProcess;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway process that logs JSON, on good days and bad ones. */
class JsonLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REFUSED =
      "rules, or files that they name, were edited and cannot be used; the last good ones stay in"
          + " force";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Upstream teacher = new Upstream(vertx, "large-1", "a-secret-answer", 200);
  private final Upstream student = new Upstream(vertx, "small-1", "another-answer", 500);

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void everyLineIsAnObjectAndNoneHasAPromptAnAnswerOrAKey() throws Exception {
    Path settings =
        WatchedGateway.settings(
            folder,
            WatchedGateway.rules(teacher, student, "launch: {canary: {share: 100%}}"),
            """
            log: {format: json, level: debug}
            tracing: {endpoint: "http://127.0.0.1:1", sample: 100%}
            """);

    List<JsonNode> lines = new ArrayList<>();
    String said;
    try (GatewayProcess gateway = GatewayProcess.configuredBy(settings)) {
      for (int i = 0; i < 10; i++) {
        WatchedGateway.ask(gateway.url(), "x-user-id", "user-" + i);
      }
      Files.writeString(folder.resolve("rules.yaml"), "version: 1\nroutes: nonsense\n");
      gateway.hangUp();
      Eventually.see(
          "a refusal", Duration.ofSeconds(30), gateway::said, text -> text.contains(REFUSED));
      assertThat(gateway.terminate()).isZero();
      said = gateway.said();
    }
    for (String line : said.lines().toList()) {
      lines.add(JSON.readTree(line));
    }

    assertThat(said)
        .doesNotContain(
            WatchedGateway.PROMPT, WatchedGateway.KEY, "a-secret-answer", "another-answer");
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(Instant.parse(line.path("time").textValue())).isNotNull();
              assertThat(line.path("level").textValue()).isIn("ERROR", "WARN", "INFO", "DEBUG");
              assertThat(line.path("logger").textValue()).isNotEmpty();
              assertThat(line.path("message").textValue()).isNotNull();
            });
    assertThat(line(lines, "gateway is ready").at("/fields/listen").textValue())
        .startsWith("127.0.0.1:");
    assertThat(line(lines, REFUSED).path("level").textValue()).isEqualTo("ERROR");
    assertThat(
            line(lines, "spans cannot be sent to the collector; they are lost until they can")
                .path("level")
                .textValue())
        .isEqualTo("WARN");
  }

  private static JsonNode line(List<JsonNode> lines, String message) {
    return lines.stream()
        .filter(line -> message.equals(line.path("message").textValue()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(message + " is not among " + lines));
  }
}
