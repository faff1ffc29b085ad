package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.demo.DemoCommand;
import dev.understudy.gateway.demo.Launched;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void demoAnswersItsCallsCapturesThemAndEnds(@TempDir Path folder) throws Exception {
    int status = run("--exit", "--port", "0", "--captures", folder.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("13 calls: 12 answered, 1 unknown to the teacher, 0 failed")
        .contains("13 exchanges from ")
        .contains("おはようございます。");
    try (Stream<Path> files = Files.walk(folder.resolve("exchanges"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).isNotEmpty();
    }
  }

  @Test
  void demoShowsAStudentThatRehearsesAndIsRolledBack(@TempDir Path folder) throws Exception {
    int status = run("--exit", "--port", "0", "--captures", folder.toString());

    assertThat(status).isZero();
    assertThat(out.toString())
        .containsPattern("calls +[0-9]+ answered by the teacher, [0-9]+ by the student\\R")
        .containsPattern("comparisons +[0-9]+ of the student's answers the same, [1-9][0-9]* diff")
        .containsPattern(
            "for example +\\S.*: the teacher .+, the student .+ \\(request [0-9a-f-]{36}")
        .containsPattern("rolled back +from 20% to 0%, as it was beyond the limit: different ");
    assertThat(folder.resolve("ledger/rollouts.json")).content().contains("rolled_back");
  }

  @Test
  void portThatIsTakenIsTold(@TempDir Path folder) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      int status = run("--exit", "--port", port, "--captures", folder.toString());

      assertThat(status).isEqualTo(1);
      assertThat(err.toString()).startsWith("demo: cannot listen on 127.0.0.1:" + port);
    }
  }

  private int run(String... arguments) {
    return new CommandLine(
            new DemoCommand(
                config -> new DemoGateway(Gateway.start(config)), new Launched(null, false)))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
