package dev.understudy.trainer.training.command;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.student.classifier.Classifier;
import dev.understudy.student.loading.Students;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.asked.AskedStudent;
import dev.understudy.trainer.evaluation.asked.CsvTest;
import dev.understudy.trainer.evaluation.asked.FrozenTest;
import dev.understudy.trainer.evaluation.asked.SetTest;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import dev.understudy.trainer.evaluation.recorded.GoldLabels;
import dev.understudy.trainer.evaluation.recorded.InputPrompt;
import dev.understudy.trainer.evaluation.recorded.RecordedColumns;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.run.Sha256;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.ablation.AskedTest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name a test. */
final class TestOptions {
  private static final TestSystem STUDENT = new TestSystem("student", Role.STUDENT);

  @Option(
      names = "--part",
      paramLabel = "PART",
      description =
          "Measures on this part of the training set instead: test-indist or test-balanced.")
  private @Nullable String part;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Measures on a CSV file instead, as understudy evaluate does.")
  private @Nullable Path test;

  @Option(
      names = "--prompt",
      paramLabel = "FILE",
      description = "A file with the prompt, %%s standing for the input; default: inputs alone.")
  private @Nullable Path prompt;

  @Option(names = "--input", paramLabel = "COLUMN", description = "The column of inputs.")
  private @Nullable String input;

  @Option(names = "--gold", paramLabel = "COLUMN", description = "The column of right labels.")
  private @Nullable String gold;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** The test they name, or null where they name none. */
  @Nullable AskedTest test(TrainingPlan plan) throws IOException {
    if (test != null && part != null) {
      throw new ParameterException(spec.commandLine(), "say either --test or --part");
    }
    if (test != null) {
      if (input == null || gold == null) {
        throw new ParameterException(spec.commandLine(), "--test needs --input and --gold");
      }
      CsvTest csv =
          new CsvTest(
              test, new RecordedColumns(null, input, gold, null), InputPrompt.readOrAlone(prompt));
      String digest =
          Sha256.of(
              String.join(
                  "\n", Sha256.of(test), input, gold, prompt == null ? "" : Sha256.of(prompt)));
      return new Asked(
          String.valueOf(test.getFileName()),
          digest,
          null,
          student -> csv.read(List.of(), null, new GoldLabels(student.labels())));
    }
    if (part != null) {
      FrozenTest frozen = new SetTest(plan.set(), split(part)).read();
      return new Asked(
          "the part " + part,
          Sha256.of(plan.setFingerprint() + "\n" + part),
          plan.labels() == null ? null : LabelReader.of(plan.labels()),
          student -> frozen);
    }
    if (input != null || gold != null || prompt != null) {
      throw new ParameterException(
          spec.commandLine(), "--input, --gold and --prompt go with --test FILE");
    }
    return null;
  }

  private Split split(String word) {
    return Split.named(word)
        .filter(Split::isTest)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--part must be test-indist or test-balanced, got '" + word + "'"));
  }

  /** Reads a test that a student will be asked. */
  @FunctionalInterface
  private interface Reading {
    FrozenTest read(AskedStudent student) throws IOException;
  }

  /** A test of which rows are right where the label is gold, or else the teacher's. */
  private record Asked(String name, String digest, @Nullable LabelReader labels, Reading reading)
      implements AskedTest {
    @Override
    public List<Boolean> wrong(Path folder) throws IOException {
      try (Classifier loaded = Students.load(folder)) {
        AskedStudent student = new AskedStudent(loaded);
        TestSet answered =
            GoldLabels.respelled(reading.read(student).ask(Map.of(STUDENT, student)));
        List<Boolean> wrong =
            answered.rows().stream()
                .flatMap(row -> right(row).map(is -> isWrong(row, is)).stream())
                .toList();
        if (wrong.isEmpty()) {
          throw new IOException(name + ": nothing says of any row what is right");
        }
        return wrong;
      } catch (Unavailable e) {
        throw new IOException(e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a student was asked");
      }
    }

    private static boolean isWrong(TestRow row, String right) {
      return !row.label(STUDENT).equals(Optional.of(right));
    }

    private Optional<String> right(TestRow row) {
      return row.gold() != null
          ? Optional.of(row.gold())
          : row.answers().entrySet().stream()
              .filter(each -> !each.getKey().equals(STUDENT.name()))
              .map(each -> labelOf(each.getValue()))
              .filter(Objects::nonNull)
              .findFirst();
    }

    /** As the training reads it, where its file says how. */
    private @Nullable String labelOf(Answered teacher) {
      return labels == null ? teacher.label() : labels.read(teacher.text()).orElse(null);
    }
  }
}
