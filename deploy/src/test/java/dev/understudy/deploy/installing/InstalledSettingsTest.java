package dev.understudy.deploy.installing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.ProgramJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What manifests and the compose file give the gateway is what the gateway takes. */
class InstalledSettingsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "k8s/base/gateway/gateway.yaml, k8s/base/gateway/rules.yaml",
    "k8s/base/gateway/gateway.yaml, k8s/overlays/prod-gpu/rules.yaml",
    "k8s/overlays/prod-team/gateway.yaml, k8s/base/gateway/rules.yaml",
    "k8s/overlays/dev/gateway.yaml, k8s/overlays/dev/rules.yaml",
    "deploy/compose/settings/gateway.yaml, deploy/compose/rules/rules.yaml"
  })
  void settingsAndTheirRulesAreTaken(String settings, String rules) throws Exception {
    Path placed = place(settings, rules);

    Run run = run("gateway", "--config", placed.toString(), "--print-config");

    assertThat(run.said()).contains("listen: 0.0.0.0:8080").contains("rules: ");
    assertThat(run.status()).isZero();
  }

  @Test
  void settingsOfAServerWriteWhereItsUnitLetsThemAlone() throws Exception {
    Path placed = place("deploy/systemd/gateway.yaml", "archives/conf/understudy/rules.yaml");

    Run run = run("gateway", "--config", placed.toString(), "--print-config");

    assertThat(run.status()).isZero();
    assertThat(run.said())
        .contains("\n  store: /var/lib/understudy/captures\n")
        .contains("\n  spool: /var/lib/understudy/captures/.spool\n");
    assertThat(Files.readAllLines(Path.of("../deploy/systemd/understudy.service")))
        .contains("ProtectSystem=strict", "StateDirectory=understudy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k8s/base/gateway/rules.yaml",
        "k8s/overlays/dev/rules.yaml",
        "k8s/overlays/prod-gpu/rules.yaml",
        "deploy/compose/rules/rules.yaml"
      })
  void rulesAreFine(String rules) throws Exception {
    Run run = run("rules", "check", "../" + rules);

    assertThat(run.said()).startsWith("../" + rules + ": fine (version ");
    assertThat(run.status()).isZero();
  }

  /** Puts files where the settings look for them, below the test's folder instead of the root. */
  private Path place(String settings, String rules) throws IOException {
    Path home = Files.createDirectories(folder.resolve("etc"));
    Files.copy(Path.of("..", rules), home.resolve("rules.yaml"));
    Files.writeString(home.resolve("admin-token"), "a-token-for-this-test");
    Files.writeString(home.resolve("client-secret"), "a-secret-for-this-test");
    String text =
        Files.readString(Path.of("..", settings))
            .replace("/etc/understudy/rules/", home + "/")
            .replace("/run/secrets/understudy/", home + "/")
            .replace("/run/secrets/understudy-provider/", home + "/");
    return Files.writeString(home.resolve("gateway.yaml"), text);
  }

  private static Run run(String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(ProgramJvm.command(arguments)).redirectErrorStream(true);
    builder.environment().put("ADMIN_TOKEN", "a-token-for-this-test");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }

  private record Run(int status, String said) {}
}
