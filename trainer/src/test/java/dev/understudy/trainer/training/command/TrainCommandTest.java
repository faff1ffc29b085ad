package dev.understudy.trainer.training.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {
  private static final String FILE =
      """
      version: 1
      name: moderation
      set: no-such-set
      student: {ngram: {}}
      students: {plain: {}, fair: {goal: balanced_accuracy}}
      """;

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  @Test
  void problemsOfTheFileAreToldAndNothingIsTrained() throws IOException {
    String file = write(FILE.replace("balanced_accuracy", "fame")).toString();

    assertThat(run(file)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(file + ":5:36: goal must be accuracy or balanced_accuracy, got 'fame'\n");
  }

  @Test
  void setThatIsNotThereIsToldWithWhatMakesOne() throws IOException {
    assertThat(run(write(FILE).toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            folder.resolve("no-such-set")
                + " is no training set: it has no manifest.json; build one with understudy dataset"
                + " build\n");
  }

  @Test
  void studentThatIsNotInTheFileIsToldWithThoseThatAre() throws IOException {
    assertThat(run(write(FILE).toString(), "--student", "wise")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("there is no student 'wise' in this file; there are: plain, fair\n");
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("students.yaml"), yaml);
  }

  private int run(String... arguments) {
    return new CommandLine(new TrainCommand())
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
