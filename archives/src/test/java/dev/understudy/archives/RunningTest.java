package dev.understudy.archives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs run from their unpacked archives, by their scripts, with their examples. */
class RunningTest {
  private static final Pattern GATEWAY_READY = Pattern.compile("is ready.* listen=\"([^\"]+)\"");
  private static final Pattern STUDENT_READY = Pattern.compile(" on http://([^/]+)/v1");

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void gatewayAnswersKeepsWhatItAnsweredAndEndsInOrder() throws Exception {
    HttpServer teacher =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer = "{\"choices\":[]}".getBytes(UTF_8);
    teacher.createContext(
        "/",
        call -> {
          call.sendResponseHeaders(200, answer.length);
          call.getResponseBody().write(answer);
          call.close();
        });
    teacher.start();
    Process gateway =
        Program.GATEWAY.start(
            folder,
            List.of(
                "gateway",
                "--teacher",
                "http://127.0.0.1:" + teacher.getAddress().getPort(),
                "--listen",
                "127.0.0.1:0",
                "--admin",
                "127.0.0.1:0"));
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      addressOf(gateway.errorReader(UTF_8), GATEWAY_READY)
                          + "/v1/chat/completions"))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();

      HttpResponse<byte[]> got = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

      assertThat(got.body()).isEqualTo(answer);
      assertThat(terminated(gateway)).isZero();
      try (Stream<Path> captures = Files.walk(folder.resolve("captures/exchanges"))) {
        assertThat(captures).filteredOn(each -> each.toString().endsWith(".parquet")).hasSize(1);
      }
    } finally {
      gateway.destroyForcibly();
      teacher.stop(0);
    }
  }

  @Test
  void examplesOfTheGatewayAreTaken() throws Exception {
    Path conf = Program.GATEWAY.home().resolve("conf");

    Program.Run settings =
        Program.GATEWAY.run(
            folder,
            "gateway",
            "--config",
            conf.resolve("gateway.yaml").toString(),
            "--print-config");
    Program.Run rules =
        Program.GATEWAY.run(
            folder,
            "rules",
            "check",
            conf.resolve("rules.yaml").toString(),
            "--teacher=https://api.openai.com/v1");

    assertThat(settings.err()).isEmpty();
    assertThat(settings.out())
        .contains("teacher: https://api.openai.com/v1\n")
        .contains("store: " + conf.resolveSibling("captures") + "\n");
    assertThat(settings.status()).isZero();
    assertThat(rules.out()).startsWith(conf.resolve("rules.yaml") + ": fine (version ");
    assertThat(rules.status()).isZero();
  }

  @Test
  void studentServerAnswersAndEndsInOrder() throws Exception {
    Path models = Files.createDirectory(folder.resolve("students"));
    Process server =
        Program.STUDENT.start(
            folder, List.of("student", "--models", models.toString(), "--listen", "127.0.0.1:0"));
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(addressOf(server.inputReader(UTF_8), STUDENT_READY) + "/v1/models"))
              .build();

      HttpResponse<String> got = client.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(got.statusCode()).isEqualTo(200);
      assertThat(got.body().replaceAll("\\s", "")).isEqualTo("{\"object\":\"list\",\"data\":[]}");
      assertThat(terminated(server)).isZero();
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void trainerRunsSparkAndTakesItsExamples() throws Exception {
    Path conf = Program.TRAINER.home().resolve("conf");

    Program.Run warmUp = Program.TRAINER.run(folder, "dataset", "warm-up", "--out", "made");
    Program.Run build =
        Program.TRAINER.run(folder, "dataset", "build", conf.resolve("dataset.yaml").toString());
    Program.Run train =
        Program.TRAINER.run(folder, "train", conf.resolve("students.yaml").toString());

    assertThat(warmUp.status()).as(warmUp.err()).isZero();
    // What is missing are captures and a set: the files themselves are fine.
    assertThat(build.err()).contains(conf.resolveSibling("captures").toString());
    assertThat(train.err()).contains(conf.resolveSibling("sets/moderation").toString());
  }

  /** Where a server listens, once it says that it is ready; the rest of what it says is dropped. */
  private static String addressOf(BufferedReader lines, Pattern isReady) throws Exception {
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      Matcher ready = isReady.matcher(line);
      if (ready.find()) {
        Thread rest = new Thread(() -> lines.lines().forEach(dropped -> {}), "said");
        rest.setDaemon(true);
        rest.start();
        return "http://" + ready.group(1);
      }
    }
    throw new IllegalStateException("ended before it was ready:\n" + said);
  }

  private static int terminated(Process process) throws InterruptedException {
    process.toHandle().destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
