package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person reads when the gateway cannot start. */
class StartFailureTest {
  private static final String NOWHERE = "http://127.0.0.1:9";

  @TempDir Path folder;

  private record Ended(int status, String said) {}

  private Ended run(String... more) {
    StringWriter said = new StringWriter();
    CommandLine command = new CommandLine(new GatewayCommand()).setErr(new PrintWriter(said, true));
    List<String> all = new ArrayList<>(List.of(more));
    for (String address : List.of("--listen", "--admin")) {
      if (!all.contains(address)) {
        all.addAll(List.of(address, "127.0.0.1:0"));
      }
    }
    all.addAll(List.of("--teacher", NOWHERE));
    return new Ended(command.execute(all.toArray(String[]::new)), said.toString());
  }

  private String captures() {
    return folder.resolve("captures").toString();
  }

  @Test
  void busyTrafficPortIsNamed() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + busy.getLocalPort();

      Ended ended = run("--listen", address, "--captures", captures());

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.said())
          .startsWith("cannot listen on " + address + ": ")
          .containsIgnoringCase("address already in use");
    }
  }

  @Test
  void busyAdminPortIsNamedAndNothingIsLeftBehind() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + busy.getLocalPort();

      Ended ended = run("--admin", address, "--captures", captures());
      Ended again = run("--admin", address, "--captures", captures());

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.said())
          .startsWith("cannot listen on " + address + " for admin: ")
          .containsIgnoringCase("address already in use");
      assertThat(again.said()).startsWith("cannot listen on"); // not: the spool is in use
    }
  }

  @Test
  void capturesFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Ended ended = run("--captures", file.resolve("captures").toString());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.said()).contains(file.resolve("captures").toString());
  }

  @Test
  void spoolOfAnotherGatewayIsNamed() {
    try (TestGateway other = TestGateway.inFrontOf(URI.create(NOWHERE), folder)) {
      assertThat(other.gateway().port()).isPositive();

      Ended ended = run("--captures", captures());

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.said())
          .isEqualTo(
              "spool folder %s is in use by another process: stop it or choose another folder%n"
                  .formatted(folder.resolve("captures/.spool")));
    }
  }

  @Test
  void missingCertificateIsNamedWithItsPlace() throws IOException {
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(config, "tls:\n  certificate: no.pem\n  key: no.key\n");

    Ended ended = run("--config", config.toString(), "--captures", captures());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.said()).contains("gateway.yaml:2:16: ").contains("no.pem");
  }

  @Test
  void certificateThatIsNoneIsAFailureToStart() throws IOException {
    Files.writeString(folder.resolve("a.pem"), "no certificate");
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(config, "tls:\n  certificate: a.pem\n  key: a.pem\n");

    Ended ended = run("--config", config.toString(), "--captures", captures());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.said()).startsWith("cannot listen on 127.0.0.1:0: ");
  }
}
