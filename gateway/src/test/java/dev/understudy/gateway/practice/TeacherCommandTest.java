package dev.understudy.gateway.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TeacherCommandTest {
  private static final Pattern ADDRESS = Pattern.compile("http://\\S+/v1");
  private static final String LINE =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"answer\":\"b\"}\n";

  private final Path answers;

  TeacherCommandTest(@TempDir Path folder) throws IOException {
    this.answers = Files.writeString(folder.resolve("answers.jsonl"), LINE);
  }

  @Test
  void signalEndsTheProcessInOrder() throws Exception {
    Process process = start("--answers", answers.toString(), "--listen", "127.0.0.1:0");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      Matcher address = ADDRESS.matcher(String.valueOf(out.readLine()));
      assertThat(address.find()).isTrue();
      assertThat(get(address.group() + "/models")).contains("\"id\":\"m\"");

      process.destroy();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void addressThatIsTakenIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      Run run = run("--answers", answers.toString(), "--listen", address);

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("cannot listen on " + address + ": ")
          .endsWith("; choose another address with --listen\n");
    }
  }

  @Test
  void badLineIsToldBeforeAnythingStarts() throws Exception {
    Files.writeString(answers, LINE + "[]\n");

    Run run = run("--answers", answers.toString());

    assertThat(run)
        .isEqualTo(
            new Run(
                1, answers + ":2: expected an object with messages and answer, found an array\n"));
  }

  @Test
  void wrongCommandLinesAreUsageErrors() {
    assertUsage("expected --answers FILE or --captures DIR, found neither");
    assertUsage("must be HOST:PORT, got 'here'", "--listen", "here");
    assertUsage("must be a duration such as 250ms, 30s, 5m or 1h, got '5'", "--latency", "5");
    assertUsage(
        "--tokens-per-second: tokens per second must be more than 0, got -1.0",
        "--tokens-per-second=-1");
  }

  private static void assertUsage(String message, String... arguments) {
    Run run = run(arguments);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message).contains("Usage: teacher");
  }

  private static Process start(String... arguments) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            TeacherProcess.class.getName());
    java.command().addAll(List.of(arguments));
    java.redirectError(ProcessBuilder.Redirect.DISCARD);
    return java.start();
  }

  private static String get(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static Run run(String... arguments) {
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new TeacherCommand()).setErr(new PrintWriter(err, true)).execute(arguments);
    return new Run(status, err.toString());
  }

  private record Run(int status, String err) {}

  /** The command alone, in a process of its own. */
  static final class TeacherProcess {
    private TeacherProcess() {}

    public static void main(String[] arguments) {
      System.exit(new CommandLine(new TeacherCommand()).execute(arguments));
    }
  }
}
