package dev.understudy.student.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.student.keyword.KeywordFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line, and the whole program as a process of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StudentCommandTest {
  private static final Pattern START =
      Pattern.compile(
          "student: (.+) on http://127\\.0\\.0\\.1:([0-9]+)/v1, computing on CPU \\(Ctrl-C"
              + " stops it\\)");

  @TempDir private Path dir;

  @Test
  void programSaysWhereItServesSwapsVersionsAndStopsInOrder() throws Exception {
    KeywordFolder.write(dir.resolve("1"), "toxicity", "1", 10, "awful");
    Process process = start(dir);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      Matcher start = START.matcher(out.readLine());
      assertThat(start.matches()).isTrue();
      assertThat(start.group(1)).isEqualTo("toxicity 1");
      URI url = URI.create("http://127.0.0.1:" + start.group(2) + "/v1/chat/completions");
      HttpResponse<String> answer = ask(url);
      KeywordFolder.write(dir.resolve("2"), "toxicity", "2", 20, "nasty");
      HttpResponse<String> later = answer;
      while (version(later).equals("toxicity/1")) {
        later = ask(url);
      }

      process.destroy();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(answer.body()).contains("is_bad\\\": true");
      assertThat(version(answer)).isEqualTo("toxicity/1");
      assertThat(later.body()).contains("is_bad\\\": false");
      assertThat(version(later)).isEqualTo("toxicity/2");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void modelThatCannotBeLoadedEndsTheProgram() throws Exception {
    Path folder = Files.createDirectories(dir.resolve("empty"));

    Run run = run("--model", folder.toString(), "--listen", "127.0.0.1:0");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEqualTo(folder + " has no readable file keywords\n");
  }

  /** As on a new volume, on which the first training makes it. */
  @Test
  void folderOfModelsThatIsNotThereYetIsServedOnceItIs() throws Exception {
    Path folder = dir.resolve("students");
    Process process = start(folder);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      Matcher start = START.matcher(out.readLine());
      assertThat(start.matches()).isTrue();
      String server = "http://127.0.0.1:" + start.group(2);
      String warning = out.readLine();
      HttpResponse<String> live = get(server + "/healthz");
      HttpResponse<String> before = get(server + "/readyz");

      KeywordFolder.write(folder.resolve("1"), "toxicity", "1", 10, "awful");
      HttpResponse<String> after = before;
      while (after.statusCode() == 503 && process.isAlive()) {
        after = get(server + "/readyz");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }

      assertThat(start.group(1)).isEqualTo("no model yet");
      assertThat(warning)
          .contains("WARN")
          .contains("a folder of models is not there; they serve once it is")
          .contains(folder.toString());
      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(before.statusCode()).isEqualTo(503);
      assertThat(before.body()).contains("no model is loaded");
      assertThat(after.statusCode()).isEqualTo(200);
      assertThat(version(ask(URI.create(server + "/v1/chat/completions")))).isEqualTo("toxicity/1");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void fileInThePlaceOfAFolderOfModelsEndsTheProgram() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "no folder");

    Run run = run("--models", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEqualTo(file + " is no folder; choose another with --models\n");
  }

  @Test
  void addressThatIsTakenEndsTheProgram() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = run("--models", dir.toString(), "--listen", "127.0.0.1:" + taken.getLocalPort());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ")
          .endsWith("; choose another address with --listen\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--listen 127.0.0.1:0 | expected --model DIR or --models DIR, found neither",
        "--model x --batch 0 | --batch must be at least 1, got 0",
        "--model x --queue 0 | --queue must be at least 1, got 0",
        "--model x --threads -1 | --threads must be at least 1, got -1",
        "--model x --timeout 0 | --timeout must be longer than zero",
        "--model x --look 0ms | --look must be longer than zero",
        "--model x --wait 3 | Invalid value for option '--wait': must be a time with a unit, such"
            + " as 2ms, 30s or 1m, got '3'",
        "--model x --listen 9000 | Invalid value for option '--listen': must be HOST:PORT, such as"
            + " 127.0.0.1:9000, got '9000'",
      })
  void wrongCommandLineIsToldOf(String arguments, String message) {
    Run run = run(arguments.split(" ", -1));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith(message + "\n");
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run("--help").out())
        .contains(
            List.of(
                "--model=DIR",
                "--models=DIR",
                "--listen=HOST:PORT",
                "--batch=N",
                "--wait=TIME",
                "--queue=N",
                "--threads=N",
                "--timeout=TIME",
                "--look=TIME",
                "--deadline=TIME",
                "Exit status:"));
  }

  private static Process start(Path models) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KeywordMain.class.getName(),
            "--models",
            models.toString(),
            "--listen",
            "127.0.0.1:0",
            "--look",
            "50ms")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> ask(URI url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"model\": \"toxicity\", \"messages\": [{\"role\": \"user\", \"content\":"
                            + " \"awful\"}]}"))
                .build(),
            BodyHandlers.ofString());
  }

  private static String version(HttpResponse<String> response) {
    return response.headers().firstValue("x-understudy-student").orElse("none");
  }

  private static Run run(String... arguments) {
    CommandLine line = KeywordMain.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = line.execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private record Run(int status, String out, String err) {}
}
