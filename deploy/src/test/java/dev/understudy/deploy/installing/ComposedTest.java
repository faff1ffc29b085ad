package dev.understudy.deploy.installing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.deploy.running.Eventually;
import dev.understudy.deploy.running.GatewayProcess;
import dev.understudy.deploy.running.ProgramJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the compose file starts, as processes of this machine: whoever opens the console sees
 * evidence.
 */
class ComposedTest {
  private static final Path FOLDER = Path.of("..", "deploy", "compose");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CALLS = 48;
  private static final Pattern LISTENING = Pattern.compile(" on (http://[^ ]+/v1) ");
  private static final String TOKEN = "a-token-for-this-test";

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void trafficMakesDisagreementsSeenOnTheConsole() throws Exception {
    URI teacher = practice("teacher");
    URI student = practice("student");

    try (GatewayProcess gateway =
        GatewayProcess.configuredBy(settings(teacher, student), Map.of("ADMIN_TOKEN", TOKEN))) {
      assertThat(isHealthy(gateway.url().getPort())).isTrue();
      String said = traffic(gateway.url());
      JsonNode route =
          Eventually.see(
              "evidence of harm, and echoes",
              PATIENCE,
              () -> get(gateway, "/routes/moderation"),
              seen ->
                  seen.at("/evidence/outcome").asText().equals("roll_back")
                      && seen.at("/echoes/same").asInt() > 0);
      JsonNode console = get(gateway, "/console/api/routes/moderation?window=1h");

      assertThat(isHealthy(1)).as("nobody listens there").isFalse();
      assertThat(said)
          .startsWith(CALLS + " requests: " + CALLS + " answered, 0 corrected, 0 failed");
      // Rehearsals that a busy machine has no time for are not made.
      assertThat(metric(route, "different").path("bad").asInt()).isBetween(2, 12);
      assertThat(metric(route, "failed").path("bad").asInt()).isZero();
      assertThat(route.at("/echoes/different").asInt()).isZero();
      assertThat(get(gateway, "/routes/moderation/comparisons").toString())
          .contains("/is_bad")
          .contains("practice-student");
      assertThat(console.at("/shadow/expected").asInt()).isEqualTo(CALLS);
      assertThat(console.at("/shadow/compared/different").asInt()).isPositive();
      assertThat(console.at("/noise/seen").asInt()).isPositive();
      assertThat(console.at("/cost/unpriced").isArray()).isTrue();
      assertThat(console.at("/cost/unpriced")).isEmpty();
    }
  }

  /** Starts the practice teacher that a service is, on a free port. */
  private URI practice(String service) throws Exception {
    List<String> words = command(service);
    words.removeIf(word -> word.startsWith("--listen="));
    words.add("--listen=127.0.0.1:0");
    Process process = start(words);
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    Matcher listening = LISTENING.matcher(lines.readLine());
    assertThat(listening.find()).isTrue();
    return URI.create(listening.group(1));
  }

  /** What the gateway's check of health says of a port. */
  private static boolean isHealthy(int port) throws Exception {
    List<String> words = new ArrayList<>();
    for (Object word : (List<?>) member(member(service("gateway"), "healthcheck"), "test")) {
      words.add(word.toString().replace("/8080", "/" + port));
    }
    assertThat(words.remove(0)).isEqualTo("CMD");
    return new ProcessBuilder(words).start().waitFor() == 0;
  }

  /** Makes the calls of the service {@code traffic}, and answers what it says. */
  private String traffic(URI gateway) throws Exception {
    List<String> words = command("traffic");
    words.replaceAll(word -> word.startsWith("--to=") ? "--to=" + gateway + "/v1" : word);
    Process process = start(words);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** The files of the gateway, with this machine's addresses and folders. */
  private Path settings(URI teacher, URI student) throws Exception {
    String rules =
        Files.readString(FOLDER.resolve("rules/rules.yaml"))
            .replace("http://teacher:8090/v1", teacher.toString())
            .replace("http://student:9000/v1", student.toString());
    Files.writeString(folder.resolve("rules.yaml"), rules);
    String settings =
        Files.readString(FOLDER.resolve("settings/gateway.yaml"))
            .replace("0.0.0.0:8080", "127.0.0.1:0")
            .replace("0.0.0.0:8081", "127.0.0.1:0")
            .replace("http://teacher:8090/v1", teacher.toString())
            .replace("/etc/understudy/rules/", folder + "/")
            .replace("s3://captures/understudy", folder.resolve("captures").toString())
            .replace("/spool/spool", folder.resolve("spool").toString())
            .replaceAll("(?m)^  s3: .*\n", "");
    return Files.writeString(folder.resolve("gateway.yaml"), settings);
  }

  private Process start(List<String> words) throws IOException {
    Process process =
        new ProcessBuilder(ProgramJvm.command(words))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    started.add(process);
    return process;
  }

  /** The words that a service is started with; what is mounted lies beside the compose file. */
  private static List<String> command(String service) throws IOException {
    List<String> words = new ArrayList<>();
    for (Object word : (List<?>) member(service(service), "command")) {
      words.add(word.toString().replace("/answers/", FOLDER + "/"));
    }
    return words;
  }

  private static Object service(String name) throws IOException {
    Object compose =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(FOLDER.resolve("compose.yaml")));
    return member(member(compose, "services"), name);
  }

  private static Object member(Object map, String key) {
    return Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
  }

  private static JsonNode get(GatewayProcess gateway, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.admin().resolve(path))
            .header("authorization", "Bearer " + TOKEN)
            .build();
    String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body);
  }

  private static JsonNode metric(JsonNode route, String name) {
    for (JsonNode each : route.at("/evidence/metrics")) {
      if (each.path("metric").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no " + name + " in " + route);
  }
}
