package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.understudy.gateway.config.CommandLineSettings;
import dev.understudy.gateway.config.GatewayConfig;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a whole gateway's admin port answers, as its settings say. */
class AccessTest {
  private Logged logged;
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    logged = Logged.by("dev.understudy.gateway", Level.INFO);
  }

  @AfterEach
  void forget() {
    logged.close();
  }

  private Gateway start(String admin, String... settings) throws Exception {
    Files.writeString(folder.resolve("ops"), "token-of-an-operator");
    Files.writeString(folder.resolve("ada"), "token-of-a-viewer");
    Files.writeString(
        folder.resolve("gateway.yaml"),
        "event_loops: 1\nadmin: " + admin + "\n" + String.join("\n", settings));
    GatewayConfig config =
        GatewayConfig.load(
                new CommandLineSettings(
                    folder.resolve("gateway.yaml").toString(),
                    "127.0.0.1:0",
                    null,
                    "http://127.0.0.1:9",
                    null,
                    folder.resolve("captures").toString()),
                Map.of(),
                folder)
            .orThrow();
    Gateway gateway = Gateway.start(config);
    gateway.announce();
    return gateway;
  }

  private HttpResponse<String> get(Gateway gateway, String path, String token) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.adminPort() + path))
            .header("authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(Gateway gateway, String path, String token) throws Exception {
    return post(gateway, path, token, "{}");
  }

  private HttpResponse<String> post(Gateway gateway, String path, String token, String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.adminPort() + path))
            .header("authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private List<String> warnings() {
    return logged.events().stream()
        .filter(event -> event.getLevel().toString().equals("WARN"))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void tokensOfTheSettingsHaveTheirRoles() throws Exception {
    try (Gateway gateway =
        start(
            "127.0.0.1:0",
            "admin_token: file:ops",
            "admin_tokens: [{name: ada, role: viewer, token: \"file:ada\"}]")) {
      JsonObject ops =
          new JsonObject(get(gateway, "/console/api/me", "token-of-an-operator").body());
      JsonObject ada = new JsonObject(get(gateway, "/console/api/me", "token-of-a-viewer").body());

      assertThat(ops.getString("name")).isEqualTo("file:" + folder.toRealPath().resolve("ops"));
      assertThat(ops.getString("role")).isEqualTo("operator");
      assertThat(ada.getString("name")).isEqualTo("ada");
      assertThat(ada.getString("role")).isEqualTo("viewer");
      assertThat(get(gateway, "/captures", "token-of-nobody").statusCode()).isEqualTo(401);
    }
    assertThat(warnings()).isEmpty();
  }

  /** Rules name files, and what is wrong with a file tells of what is in it. */
  @ParameterizedTest
  @ValueSource(strings = {"check", "preview", "apply"})
  void rulesAreEditedByOperatorsAlone(String what) throws Exception {
    try (Gateway gateway =
        start(
            "127.0.0.1:0",
            "admin_token: file:ops",
            "admin_tokens: [{name: ada, role: viewer, token: \"file:ada\"}]")) {
      String path = "/console/api/rules/" + what;

      assertThat(post(gateway, path, "token-of-a-viewer").statusCode()).isEqualTo(403);
      assertThat(post(gateway, path, "token-of-an-operator").statusCode()).isNotEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "preview", "apply"})
  void rulesThatAreInNoFileAreNotEdited(String what) throws Exception {
    try (Gateway gateway = start("127.0.0.1:0", "admin_token: file:ops")) {
      HttpResponse<String> answer =
          post(
              gateway,
              "/console/api/rules/" + what,
              "token-of-an-operator",
              "{\"text\": \"version: 1\"}");

      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body())
          .contains("this gateway has no file of rules to edit; start it with --rules FILE");
    }
  }

  @Test
  void portBeyondThisMachineWithoutTlsIsWarnedOf() throws Exception {
    try (Gateway gateway = start("0.0.0.0:0", "admin_token: file:ops")) {
      assertThat(get(gateway, "/routes", "token-of-an-operator").statusCode()).isEqualTo(200);
    }
    assertThat(warnings())
        .containsExactly(
            "the admin port is reached from beyond this machine without TLS: tokens can be read on"
                + " the way; set admin_tls, or let nobody come but through a proxy with TLS");
  }

  @Test
  void everyLookAtCapturedTextsIsLoggedAndNoTextOrToken() throws Exception {
    Files.writeString(folder.resolve("rules.yaml"), "version: 1\nroutes: []\n");

    try (Gateway gateway = start("127.0.0.1:0", "admin_token: file:ops", "rules: rules.yaml")) {
      get(gateway, "/routes/default/comparisons", "token-of-an-operator");
      get(gateway, "/routes/none/comparisons", "token-of-an-operator");
      get(gateway, "/routes/default", "token-of-an-operator");
      get(gateway, "/console/api/routes/default/differences?values=false", "token-of-an-operator");
      get(gateway, "/console/api/routes/default/differences", "token-of-an-operator");
      get(
          gateway,
          "/console/api/routes/default/differences?values=false&q=x",
          "token-of-an-operator");
      String rules = "/console/api/rules/";
      post(gateway, rules + "preview", "token-of-an-operator", "{\"text\": \"version: 1\"}");
      post(gateway, rules + "check", "token-of-an-operator", "{\"text\": \"version: 1\"}");
    }

    List<String> looks = logged.looks();
    String who = "file:" + folder.toRealPath().resolve("ops") + " at 127.0.0.1";
    assertThat(looks)
        .containsExactly(
            "[who=\"" + who + "\", what=\"comparisons\", id=\"default\"]",
            "[who=\"" + who + "\", what=\"differences\", id=\"default\"]",
            "[who=\"" + who + "\", what=\"differences searched\", id=\"default\"]",
            "[who=\"" + who + "\", what=\"preview of rules\", id=\"captures\"]");
    assertThat(logged.events().toString()).doesNotContain("token-of-an-operator");
  }

  @Test
  void aPreviewThatIsRefusedAsAnotherIsUnderWayIsNoLook() throws Exception {
    Files.writeString(folder.resolve("rules.yaml"), "version: 1\nroutes: []\n");
    List<Integer> statuses = new ArrayList<>();

    try (Gateway gateway = start("127.0.0.1:0", "admin_token: file:ops", "rules: rules.yaml")) {
      HttpRequest preview =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:" + gateway.adminPort() + "/console/api/rules/preview"))
              .header("authorization", "Bearer token-of-an-operator")
              .POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"version: 1\"}"))
              .build();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!statuses.contains(429)) {
        assertThat(System.nanoTime()).as("time until two meet").isLessThan(deadline);
        Stream.generate(() -> client.sendAsync(preview, HttpResponse.BodyHandlers.ofString()))
            .limit(8)
            .toList()
            .forEach(answer -> statuses.add(answer.join().statusCode()));
      }
    }

    assertThat(logged.looks()).hasSize((int) statuses.stream().filter(each -> each != 429).count());
  }
}
