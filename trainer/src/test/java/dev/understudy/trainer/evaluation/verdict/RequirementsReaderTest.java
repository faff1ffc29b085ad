package dev.understudy.trainer.evaluation.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequirementsReaderTest {
  @Test
  void everyKeyIsRead() {
    assertThat(
            read("""
            rows: 100
            teacher_margin: 1.5%
            accuracy: 0.9
            agreement: 85%
            calibration_error: 0.05
            recall: 70%
            baselines: false
            """)
                .orThrow())
        .isEqualTo(new Requirements(100, 0.015, 0.9, 0.85, 0.05, 0.7, false));
  }

  @Test
  void whatIsNotSaidIsAsUsualAndNoneAsksForNothing() {
    assertThat(read("rows: 200").orThrow()).isEqualTo(Requirements.DEFAULT);
    assertThat(read("teacher_margin: none\ncalibration_error: none").orThrow())
        .isEqualTo(new Requirements(200, null, null, null, null, null, true));
  }

  @Test
  void thoseOfTheJobOnKubernetesAreTaken() throws Exception {
    String file = Files.readString(Path.of("..", "k8s", "base", "jobs", "requirements.yaml"));

    assertThat(read(file).orThrow()).isEqualTo(Requirements.DEFAULT);
  }

  @Test
  void everyProblemSaysWhereAndWhat() {
    assertThat(problems("rows: 0"))
        .containsExactly("v.yaml:1:7: rows must be a whole number within [1, 2147483647], got '0'");
    assertThat(problems("accuracy: 120%"))
        .containsExactly(
            "v.yaml:1:11: accuracy must be within [0, 1], that is [0%, 100%], or none, got"
                + " '120%'");
    assertThat(problems("precision: 1"))
        .containsExactly(
            "v.yaml:1:1: unknown key 'precision'; known: rows, teacher_margin, accuracy, agreement,"
                + " calibration_error, recall, baselines");
  }

  private static Stream<String> problems(String text) {
    return read(text).problems().stream().map(Problem::toString);
  }

  private static Parsed<Requirements> read(String text) {
    return Yaml.read("v.yaml", text.getBytes(UTF_8), RequirementsReader::read);
  }
}
