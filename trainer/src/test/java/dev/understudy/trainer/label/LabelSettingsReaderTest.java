package dev.understudy.trainer.label;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.diff.label.LabelSettings;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.Yaml;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabelSettingsReaderTest {
  @Test
  void eachPlaceIsRead() {
    assertThat(read("json: /a/b\nlabels: [0, 1]").orThrow())
        .isEqualTo(new LabelSettings(new LabelSettings.Json("/a/b"), List.of("0", "1")));
    assertThat(read("pattern: 'is (\\w+)'").orThrow())
        .isEqualTo(new LabelSettings(new LabelSettings.Regex("is (\\w+)"), List.of()));
    assertThat(read("text: true").orThrow())
        .isEqualTo(new LabelSettings(new LabelSettings.Text(), List.of()));
  }

  @Test
  void everyProblemSaysWhereAndWhat() {
    assertThat(problems("labels: [a, b]"))
        .containsExactly("l.yaml:1:1: a label needs a place: json, pattern or text: true");
    assertThat(problems("json: /a\npattern: (b)"))
        .containsExactly("l.yaml:1:1: a label has one place, got json and pattern");
    assertThat(problems("json: a"))
        .containsExactly(
            "l.yaml:1:7: json must be a JSON pointer such as /answer/label (RFC 6901), got 'a'");
    assertThat(problems("pattern: b"))
        .containsExactly(
            "l.yaml:1:10: pattern must be a pattern (RE2) with the label as its one group (...),"
                + " got 'b'");
    assertThat(problems("text: true\nlabels: [1, '1.0']"))
        .containsExactly("l.yaml:2:13: labels says '1' twice");
  }

  private static Stream<String> problems(String text) {
    return read(text).problems().stream().map(Problem::toString);
  }

  private static Parsed<LabelSettings> read(String text) {
    return Yaml.read("l.yaml", text.getBytes(UTF_8), LabelSettingsReader::read);
  }
}
