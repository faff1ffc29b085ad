package dev.understudy.trainer.evaluation.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.student.artefact.StudentFolder;
import dev.understudy.student.classifier.Classifier;
import dev.understudy.student.loading.Students;
import dev.understudy.trainer.evaluation.RudeStudent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void test() throws IOException {
    RudeStudent.write(folder.resolve("student"));
    Files.writeString(folder.resolve("prompt.txt"), "Is this rude? Say: '%s'\nAnswer:\n");
    Files.writeString(
        folder.resolve("test.csv"),
        """
        comment,is_bad,said
        you idiot,True,"{""rude"": 1}"
        "idiot, they said",False,"{""rude"": 0}"
        good morning,0,"{""rude"": 0}"
        see you soon,1,"{""rude"": 0}"
        """);
  }

  @Test
  void accuracyComesFirstInTheJsonOfAReport() throws IOException {
    int status = run("--prompt", "prompt.txt", "--json");

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString()).startsWith("{\n  \"accuracy\" : 0.5,\n");
    JsonNode report = new JsonMapper().readTree(out.toString());
    assertThat(report.path("report").path("facts").path("rows").asInt()).isEqualTo(4);
  }

  @Test
  void inputIsFoundInThePromptAsTheTrainingSetHadIt() {
    run("--prompt", "prompt.txt");

    // The constant part would be four words and three signs more for each record.
    assertThat(out.toString()).contains("| tokens in").contains("|                  11 |");
  }

  @Test
  void recordedTeacherStandsBesideTheStudent() {
    run("--prompt", "prompt.txt", "--teacher", "said", "--label", "/rude");

    assertThat(out.toString()).contains("said (teacher)").contains("75.0 (");
  }

  @Test
  void pagesAreWrittenWhereAskedFor() {
    run("--page", "report.html", "--mistakes", "mistakes.html");

    assertThat(folder.resolve("report.html")).content().contains("rude 7");
    assertThat(folder.resolve("mistakes.html")).content().contains("idiot, they said");
  }

  @Test
  void gateFailsWhereTheStudentIsNotFit() {
    assertThat(run("--prompt", "prompt.txt", "--gate")).isEqualTo(1);
    assertThat(out.toString()).contains("rude 7: not yet");
  }

  @Test
  void studentThatIsFitIsWrittenDownByWhatTellsItFromEveryOther() throws IOException {
    Files.writeString(
        folder.resolve("easy.txt"),
        "{rows: 4, teacher_margin: none, calibration_error: none, baselines: false}");

    int status = run("--gate", "--judged", "judged.txt", "--require", "easy.txt");

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    Path student = folder.resolve("student");
    assertThat(folder.resolve("judged.txt"))
        .hasContent(StudentFolder.sha256(student) + "  " + student.resolve("student.json"));
  }

  @Test
  void studentThatIsNotFitIsNotWrittenDown() throws IOException {
    Files.writeString(folder.resolve("judged.txt"), "of another time");

    run("--judged", "judged.txt");

    assertThat(folder.resolve("judged.txt")).doesNotExist();
  }

  @Test
  void studentWithoutAFolderCannotBeWrittenDown() {
    int status = run("--judged", "judged.txt", "--model", "http://127.0.0.1:1/v1,model=x");

    assertThat(status).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("--judged needs a student that has a folder: --model DIR first");
  }

  @Test
  void studentThatIsTrainedAnewWhileItIsReadIsRefused() {
    Path student = folder.resolve("student");

    assertThatThrownBy(
            () ->
                StudentOnDisk.load(
                    student,
                    from -> {
                      Classifier read = Students.load(from);
                      Files.writeString(from.resolve("student.json"), "{}");
                      return read;
                    }))
        .hasMessage(
            student + " became another student while it was read; wait for its training to end");
  }

  @Test
  void whatCannotBeReadIsToldWithItsPlace() throws IOException {
    assertFailure(
        folder.resolve("test.csv") + ": no column named 'text'; it has: comment, is_bad, said",
        "--input",
        "text");
    assertFailure(
        folder.resolve("none") + " is no student: it has no student.json",
        "--model",
        folder.resolve("none").toString());
    Files.writeString(folder.resolve("prompt.txt"), "Is this rude?");
    assertFailure(
        folder.resolve("prompt.txt") + " must hold %s where the input stands",
        "--prompt",
        "prompt.txt");
    Files.writeString(folder.resolve("test.csv"), "comment,is_bad\nhello,maybe\n");
    assertFailure(
        folder.resolve("test.csv") + ": record 2 has gold in 'is_bad' that is none of: 0, 1");
  }

  @Test
  void testHasToBeNamed() {
    int status =
        new CommandLine(new EvaluateCommand())
            .setErr(new PrintWriter(err, true))
            .execute("--model", folder.resolve("student").toString(), "--input", "comment");

    assertThat(status).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("name a test: --set DIR, or --test FILE with --input and --gold");
  }

  private void assertFailure(String message, String... options) {
    err.getBuffer().setLength(0);

    assertThat(run(options)).isEqualTo(1);
    assertThat(err.toString()).isEqualTo(message + System.lineSeparator());
  }

  private int run(String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    add(arguments, "--model", folder.resolve("student").toString());
    add(arguments, "--test", folder.resolve("test.csv").toString());
    add(arguments, "--input", "comment");
    add(arguments, "--gold", "is_bad");
    arguments.replaceAll(
        each -> each.matches(".*\\.(txt|html)") ? folder.resolve(each).toString() : each);
    return new CommandLine(new EvaluateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private static void add(List<String> arguments, String option, String value) {
    if (!arguments.contains(option)) {
      arguments.addAll(List.of(option, value));
    }
  }
}
