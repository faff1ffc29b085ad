package dev.understudy.trainer.training.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show works as it stands there, and what there is they tell. */
class DocumentedStudentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern YAML =
      Pattern.compile("```yaml\n(version: 1[^\n]*\nname: .*?)```", Pattern.DOTALL);
  private static final Pattern KNOWN = Pattern.compile("unknown key 'zzzzzz'.*; known: (.*)");

  /** One key too many in every section. */
  private static final String UNKNOWN =
      """
      version: 1
      name: x
      set: y
      zzzzzz: 1
      labels: {zzzzzz: 1, read: {zzzzzz: 1, text: true}}
      student: {zzzzzz: 1, %szzzzzz: 1}}
      goal: {zzzzzz: 1, recall: {zzzzzz: 1, label: a, at_least: 5%%}}
      mlflow: {zzzzzz: 1}
      experiment: {zzzzzz: 1}
      ablation: {zzzzzz: 1}
      """;

  @TempDir private Path folder;

  @Test
  void filesOnThePagesHaveNoProblems() {
    List<String> files =
        Stream.of("README.md", "docs/students.md")
            .flatMap(page -> YAML.matcher(read(page)).results())
            .map(found -> found.group(1))
            .filter(file -> file.contains("\nstudent:"))
            .toList();

    assertThat(files).hasSize(3);
    for (String each : files) {
      assertThat(problems(each)).isEmpty();
    }
  }

  @Test
  void everyKeyIsExplained() {
    List<String> keys =
        Stream.of(
                "ngram: {",
                "encoder: {tune: head, ",
                "encoder: {tune: full, ",
                "encoder: {tune: lora, ")
            .flatMap(student -> problems(UNKNOWN.formatted(student)).stream())
            .map(KNOWN::matcher)
            .filter(Matcher::find)
            .flatMap(known -> Arrays.stream(known.group(1).split(", ", -1)))
            .distinct()
            .toList();

    assertThat(keys).hasSizeGreaterThan(50);
    assertThat(keys)
        .allSatisfy(
            key -> assertThat(read("docs/students.md")).containsPattern("\\b" + key + "\\b"));
  }

  private List<String> problems(String yaml) {
    Path file = folder.resolve("students.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return TrainingFile.read("students.yaml", file).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private static String read(String page) {
    try {
      return Files.readString(ROOT.resolve(page));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
