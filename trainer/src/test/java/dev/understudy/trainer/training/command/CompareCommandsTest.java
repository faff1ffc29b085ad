package dev.understudy.trainer.training.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.trainer.training.RudeSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandsTest {
  private static final String FILE =
      """
      version: 1
      name: moderation
      set: %s
      student: {ngram: {bits: 10, letters: 3, strength: 10}}
      experiment:
        vary: {student.ngram.words: [1, 3], train_on: [10%%]}
        seeds: [0, 1]
      ablation: {shares: [5%%, 20%%, 50%%, 100%%], seeds: [0, 1]}
      """;

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeSet() throws IOException {
    RudeSet.write(shared.resolve("set"), 90);
  }

  @BeforeEach
  void writeFile() throws IOException {
    Files.writeString(folder.resolve("students.yaml"), FILE.formatted(shared.resolve("set")));
    Files.writeString(
        folder.resolve("test.csv"),
        "text,rude\nyou stupid idiot,yes\ngreat source thanks,no\nthanks idiot,no\n");
  }

  @Test
  void trainingLeavesARun() throws IOException {
    assertThat(run(new TrainCommand())).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(runs()).hasSize(1);
    assertThat(out.toString())
        .contains("% right (", "by answering the most frequent label", "run: " + runs().get(0));
  }

  @Test
  void experimentComparesWhatTheFileVaries() throws IOException {
    int status = run(new ExperimentCommand(), "--json", "--page", page().toString());

    assertThat(status).isZero();
    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(json.path("settings").findValuesAsText("setting"))
        .containsExactlyInAnyOrder(
            "as in the file",
            "student.ngram.words: 1",
            "student.ngram.words: 3",
            "train_on: 10%",
            "baseline: majority");
    assertThat(runs()).hasSize(8);
    assertThat(page()).content().contains("train_on: 10%");
    assertThat(err.toString()).contains("  ngram 1/1, validation loss ");
  }

  @Test
  void fileWithoutAnExperimentIsToldWhatToSay() throws IOException {
    Files.writeString(
        folder.resolve("students.yaml"),
        "version: 1\nname: moderation\nset: sets/E\nstudent: {ngram: {}}\n");

    assertThat(run(new ExperimentCommand())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            folder.resolve("students.yaml")
                + " has no experiment: say what is varied, such as experiment: {vary:"
                + " {student.encoder.learning_rate: [2e-5, 5e-5]}}\n");
  }

  @Test
  void ablationMeasuresSharesOnTheValidationPart() throws IOException {
    int status = run(new AblateCommand(), "--json", "--page", page().toString());

    assertThat(status).isZero();
    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(json.path("test").asText()).isEqualTo("the validation part");
    assertThat(json.path("steps")).hasSize(4);
    assertThat(json.at("/steps/0/rows").asDouble()).isLessThan(7);
    assertThat(json.at("/steps/3/rows").asDouble()).isEqualTo(90);
    assertThat(json.at("/steps/3/accuracy").asDouble()).isGreaterThan(0.8);
    assertThat(runs()).hasSize(8).noneMatch(run -> Files.exists(run.resolve("student")));
    assertThat(page()).content().contains("How much would more data bring?");
  }

  @Test
  void ablationAsksATestAndRemembersWhatWasWrong() throws IOException {
    String[] test = {
      "--test", folder.resolve("test.csv").toString(), "--input", "text", "--gold", "rude"
    };

    assertThat(run(new AblateCommand(), test)).isZero();
    String first = out.toString();
    assertThat(err.toString()).isNotEmpty();
    err.getBuffer().setLength(0);
    out.getBuffer().setLength(0);
    assertThat(run(new AblateCommand(), test)).isZero();

    assertThat(out.toString()).isEqualTo(first).contains("moderation, measured on test.csv");
    assertThat(err.toString()).isEmpty(); // nothing was trained again
  }

  @Test
  void partThatIsNoTestIsRefused() {
    assertThat(run(new AblateCommand(), "--part", "train")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("--part must be test-indist or test-balanced, got 'train'");
  }

  private Path page() {
    return folder.resolve("page.html");
  }

  private List<Path> runs() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("runs"))) {
      return all.sorted().toList();
    }
  }

  private int run(Object command, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = folder.resolve("students.yaml").toString();
    System.arraycopy(options, 0, arguments, 1, options.length);
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
