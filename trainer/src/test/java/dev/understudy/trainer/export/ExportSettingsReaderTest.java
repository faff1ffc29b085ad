package dev.understudy.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportSettingsReaderTest {
  @Test
  void absentSectionExportsWhatMostCanLearnFrom() {
    assertThat(read("")).isEqualTo(new Parsed.Good<>(ExportSettings.USUAL));
  }

  @Test
  void everythingSaid() {
    String yaml =
        """
        exports:
          formats: [openai, trl-prompt-completion, trl-preference, parquet]
          weights: ignore
          base_model: HuggingFaceTB/SmolLM2-360M-Instruct
          sequence_tokens: 1024
        """;

    assertThat(read(yaml))
        .isEqualTo(
            new Parsed.Good<>(
                new ExportSettings(
                    List.of(
                        ExportFormat.OPENAI,
                        ExportFormat.TRL_PROMPT_COMPLETION,
                        ExportFormat.TRL_PREFERENCE,
                        ExportFormat.PARQUET),
                    Weights.IGNORE,
                    "HuggingFaceTB/SmolLM2-360M-Instruct",
                    1024)));
  }

  @Test
  void everythingWrong() {
    String yaml =
        """
        exports:
          formats: [opnai]
          weights: 2
          base_model: a model
          sequence_tokens: 0
          format: openai
        """;

    assertThat(problems(yaml))
        .containsExactly(
            "t.yaml:2:13: each of exports.formats must be openai, openai-preference,"
                + " trl-prompt-completion, trl-messages, trl-preference, sharegpt or parquet,"
                + " got 'opnai'",
            "t.yaml:3:12: exports.weights must be copies or ignore, got '2'",
            "t.yaml:4:15: exports.base_model must be the name of a model on the Hugging Face Hub"
                + " or a folder, got 'a model'",
            "t.yaml:5:20: exports.sequence_tokens must be a whole number within [1, 10000000],"
                + " got '0'",
            "t.yaml:6:3: unknown key 'format' in exports, did you mean 'formats'?");
  }

  @Test
  void formatNamedTwice() {
    assertThat(problems("exports: {formats: [openai, parquet, openai]}"))
        .containsExactly("t.yaml:1:38: exports.formats names 'openai' twice");
  }

  @Test
  void settingsRefuseWhatCannotBe() {
    List<ExportFormat> twice = List.of(ExportFormat.OPENAI, ExportFormat.OPENAI);

    assertThatThrownBy(() -> new ExportSettings(twice, Weights.COPIES, "org/model", 1))
        .hasMessage("a format must be named once, got [OPENAI, OPENAI]");
    assertThatThrownBy(() -> new ExportSettings(List.of(), Weights.COPIES, "org/model", 0))
        .hasMessage("sequenceTokens must be above 0, got 0");
  }

  private static List<String> problems(String yaml) {
    return read(yaml) instanceof Parsed.Bad<ExportSettings> bad
        ? bad.problems().stream().map(Object::toString).toList()
        : List.of();
  }

  private static Parsed<ExportSettings> read(String yaml) {
    return Yaml.read(
        "t.yaml",
        yaml.getBytes(StandardCharsets.UTF_8),
        in -> in.section("exports", ExportSettingsReader::read));
  }
}
