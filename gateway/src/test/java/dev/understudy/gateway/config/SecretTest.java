package dev.understudy.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {
  private static final String SECRET = "correct-horse-battery";
  private static final Map<String, String> ENVIRONMENT =
      Map.of("GOOD", SECRET, "SHORT", "short-hush", "BLANKS", "a hush of several words");

  @TempDir Path folder;

  private GatewayConfig load(String token) throws IOException {
    return GatewayConfig.load(flags(token), ENVIRONMENT, folder).orThrow();
  }

  private CommandLineSettings flags(String token) throws IOException {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(file, "teacher: http://localhost:9000\nadmin_token: \"" + token + "\"\n");
    return new CommandLineSettings(file.toString(), null, null, null, null, null);
  }

  @Test
  void theTokenComesFromTheEnvironmentOrAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), SECRET + "\n").toRealPath();

    Secret fromEnvironment = Objects.requireNonNull(load("env:GOOD").access().token());
    Secret fromFile = Objects.requireNonNull(load("file:" + file).access().token());

    assertThat(fromEnvironment.matches(SECRET)).isTrue();
    assertThat(fromEnvironment.matches(SECRET + "x")).isFalse();
    assertThat(fromEnvironment.matches("")).isFalse();
    assertThat(fromFile.matches(SECRET)).isTrue();
  }

  @Test
  void theSecretIsNeverPrinted() throws IOException {
    GatewayConfig config = load("env:GOOD");

    assertThat(config.toString()).contains("Secret[env:GOOD, ***]").doesNotContain(SECRET);
    assertThat(config.toYaml()).contains("admin_token: env:GOOD").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "env:NONE|must name what exists and can be read; env:NONE does not",
        "file:none|must name what exists and can be read; file:none does not",
        "env:SHORT|must name a secret of at least 16 printable ASCII characters without blanks",
        "env:BLANKS|must name a secret of at least 16 printable ASCII characters without blanks",
        "correct-horse-battery|must be env:NAME or file:PATH; the secret itself never stands here",
      })
  void aTokenThatCannotBeUsedIsAProblemThatDoesNotRepeatIt(String written, String rule)
      throws IOException {
    String problems = GatewayConfig.load(flags(written), ENVIRONMENT, folder).problems().toString();

    assertThat(problems).contains("gateway.yaml:2:14: admin_token " + rule);
    assertThat(problems).doesNotContain("hush").doesNotContain("horse");
  }
}
