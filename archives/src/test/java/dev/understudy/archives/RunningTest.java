package dev.understudy.archives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
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
    try (Serving gateway =
        Program.GATEWAY.serve(
            folder,
            GATEWAY_READY,
            "gateway",
            "--teacher",
            "http://127.0.0.1:" + teacher.getAddress().getPort(),
            "--listen",
            "127.0.0.1:0",
            "--admin",
            "127.0.0.1:0")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + gateway.told(1) + "/v1/chat/completions"))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();

      HttpResponse<byte[]> got = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

      assertThat(got.body()).isEqualTo(answer);
      assertThat(gateway.terminated()).isZero();
      try (Stream<Path> captures = Files.walk(folder.resolve("captures/exchanges"))) {
        assertThat(captures).filteredOn(each -> each.toString().endsWith(".parquet")).hasSize(1);
      }
    } finally {
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
  void unitAndItsSettingsAreInTheArchiveAndTaken() throws Exception {
    Path systemd = Program.GATEWAY.home().resolve("systemd");
    Path etc = Files.createDirectory(folder.resolve("etc"));
    Files.copy(systemd.resolve("gateway.yaml"), etc.resolve("gateway.yaml"));
    Files.copy(systemd.resolveSibling("conf/rules.yaml"), etc.resolve("rules.yaml"));

    Program.Run settings =
        Program.GATEWAY.run(
            folder,
            "gateway",
            "--config",
            etc.resolve("gateway.yaml").toString(),
            "--print-config");

    assertThat(systemd.resolve("understudy.service")).exists();
    assertThat(settings.err()).isEmpty();
    assertThat(settings.out()).contains("store: /var/lib/understudy/captures\n");
    assertThat(settings.status()).isZero();
  }

  @Test
  void studentServerAnswersAndEndsInOrder() throws Exception {
    Path models = Files.createDirectory(folder.resolve("students"));
    try (Serving server =
        Program.STUDENT.serve(
            folder,
            STUDENT_READY,
            "student",
            "--models",
            models.toString(),
            "--listen",
            "127.0.0.1:0")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + server.told(1) + "/v1/models")).build();

      HttpResponse<String> got = client.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(got.statusCode()).isEqualTo(200);
      assertThat(got.body().replaceAll("\\s", "")).isEqualTo("{\"object\":\"list\",\"data\":[]}");
      assertThat(server.terminated()).isZero();
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
}
