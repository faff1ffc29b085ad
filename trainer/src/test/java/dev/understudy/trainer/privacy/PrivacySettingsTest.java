package dev.understudy.trainer.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.Redaction;
import dev.understudy.rules.Redaction.Kind;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.Yaml;
import dev.understudy.trainer.privacy.PrivacySettings.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivacySettingsTest {
  @Test
  void usuallyNothingIsTakenOutAndSecretsFail() {
    assertThat(read("").orThrow()).isEqualTo(PrivacySettings.USUAL);
    assertThat(PrivacySettings.USUAL).isEqualTo(new PrivacySettings(Redaction.NONE, Secrets.FAIL));
  }

  @Test
  void whatIsTakenOutIsAWordAListOrAMap() {
    Redaction two = new Redaction(Set.of(Kind.EMAIL, Kind.JWT), Map.of(), List.of(), List.of("US"));

    assertThat(read("privacy: {redact: all}").orThrow().redact()).isEqualTo(Redaction.ALL);
    assertThat(read("privacy: {redact: [jwt, email], secrets: warn}").orThrow())
        .isEqualTo(new PrivacySettings(two, Secrets.WARN));
    assertThat(read("privacy: {redact: {find: [email, jwt]}}").orThrow().redact()).isEqualTo(two);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    String yaml =
        """
        privacy:
          redact: {find: [email], drop: [/a], phone_regions: [DE]}
          secrets: ignore
          secret: x
        """;

    assertThat(read(yaml).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "t.yaml:2:33: privacy.redact.drop has no effect on examples; drop members where requests"
                + " are captured",
            "t.yaml:2:54: privacy.redact.phone_regions has no effect unless find has phone",
            "t.yaml:3:12: privacy.secrets must be fail or warn, got 'ignore'",
            "t.yaml:4:3: unknown key 'secret' in privacy, did you mean 'secrets'?");
    assertThat(read("privacy: {redact: [mail]}").problems())
        .extracting(Problem::toString)
        .containsExactly(
            "t.yaml:1:20: each of privacy.redact must be email, phone, card, iban, national_id, ip,"
                + " api_key, jwt or private_key, got 'mail'");
  }

  @Test
  void settingsGoWhereExecutorsAre() throws IOException, ClassNotFoundException {
    PrivacySettings all = new PrivacySettings(Redaction.ALL, Secrets.FAIL);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(all);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(all);
    }
  }

  private static Parsed<PrivacySettings> read(String yaml) {
    return Yaml.read(
        "t.yaml",
        yaml.getBytes(StandardCharsets.UTF_8),
        in -> in.section("privacy", PrivacySettings::read));
  }
}
