package dev.understudy.trainer.mining;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.Yaml;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateSettingsReaderTest {
  @Test
  void everyKeyIsRead() {
    Parsed<TemplateSettings> read =
        read(
            """
            min_rows: 20
            sample: 50000
            names: {moderation: "whether it is toxic"}
            prune: {moderation: input, translate: "{1}>{2}: {3}"}
            """);

    assertThat(read.orThrow())
        .isEqualTo(
            new TemplateSettings(
                20,
                50_000,
                Map.of("moderation", "whether it is toxic"),
                Map.of("moderation", "input", "translate", "{1}>{2}: {3}")));
  }

  @Test
  void absentKeysHaveTheirDefaults() {
    assertThat(read("").orThrow()).isEqualTo(new TemplateSettings(50, 20_000, Map.of(), Map.of()));
  }

  @Test
  void everyProblemSaysWhereAndWhat() {
    Parsed<TemplateSettings> read =
        read(
            """
            min_rows: 30
            sample: 20
            names: {"a b": x}
            prune: {a: shorter}
            seed: 1
            """);

    assertThat(read.problems().stream().map(Problem::toString))
        .containsExactly(
            "t.yaml:2:9: sample must be at least min_rows, 30, got 20",
            "t.yaml:3:9: each name in names must be 1 to 64 letters, digits, '.', '_' or '-',"
                + " got 'a b'",
            "t.yaml:4:12: prune.a must be none, input, or a text with {input} or a slot such as"
                + " {1}, got 'shorter'",
            "t.yaml:5:1: unknown key 'seed'; known: min_rows, sample, names, prune");
  }

  private static Parsed<TemplateSettings> read(String text) {
    return Yaml.read("t.yaml", text.getBytes(UTF_8), TemplateSettingsReader::read);
  }
}
