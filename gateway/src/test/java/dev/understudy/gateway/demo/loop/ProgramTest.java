package dev.understudy.gateway.demo.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands are real processes here: shell scripts in the launcher's place. */
class ProgramTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:9/readyz");

  private final StringWriter out = new StringWriter();
  private final Path launcher;

  ProgramTest(@TempDir Path folder) {
    this.launcher = folder.resolve("understudy");
  }

  @Test
  void commandIsShownAsTypedAndWhatItSaysBelow() throws Exception {
    try (Program program = program("echo \"made $2\"; echo; echo of $3 >&2")) {
      program.run("dataset", "build", "desk.yaml");
    }

    assertThat(out.toString().lines())
        .containsExactly(
            "",
            "  $ " + launcher + " dataset build desk.yaml",
            "    made build",
            "",
            "    of desk.yaml");
  }

  @Test
  void commandThatFailsIsToldWithItsStatus() throws Exception {
    try (Program program = program("echo 'no compiler' >&2; exit 3")) {
      assertThatThrownBy(() -> program.run("train", "students.yaml"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "'%s train students.yaml' ended with status 3; what it says stands above", launcher);
    }

    assertThat(out.toString()).contains("    no compiler\n");
  }

  @Test
  void serverThatEndsBeforeItIsReadyIsToldWithItsStatus() throws Exception {
    try (Program program = program("echo 'address is taken'; exit 1")) {
      assertThatThrownBy(() -> program.serve(NOBODY, "student"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("'%s student' ended with status 1; what it says stands above", launcher);
    }

    assertThat(out.toString()).contains("    address is taken\n");
  }

  @Test
  void serverIsWaitedForUntilItIsReadyAndEndedInTheEnd() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server = server(asked, 3);
    Path pid = launcher.resolveSibling("pid");
    try (Program program = program("echo $$ > '" + pid + "'; exec sleep 600")) {
      program.serve(
          URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/readyz"), "student");

      assertThat(asked).hasValue(3);
      awaitContent(pid); // the script may take longer than three questions
      assertThat(process(pid)).isPresent();
    } finally {
      server.stop(0);
    }

    assertThat(process(pid)).isEmpty();
  }

  private static void awaitContent(Path file) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!Files.exists(file) || Files.size(file) == 0) {
      assertThat(System.nanoTime()).as("time until %s is written", file).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static Optional<ProcessHandle> process(Path pid) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .filter(ProcessHandle::isAlive);
  }

  /** Answers 503, and from that question on 200. */
  private static HttpServer server(AtomicInteger asked, int readyAt) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/readyz",
        call -> {
          call.sendResponseHeaders(asked.incrementAndGet() < readyAt ? 503 : 200, -1);
          call.close();
        });
    server.start();
    return server;
  }

  private Program program(String script) throws IOException {
    Files.writeString(launcher, "#!/bin/sh\n" + script + "\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    return new Program(launcher.toString(), new PrintWriter(out, true));
  }
}
