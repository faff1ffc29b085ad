package dev.understudy.trainer.evaluation.command;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.trainer.evaluation.asked.CsvTest;
import dev.understudy.trainer.evaluation.asked.FrozenTest;
import dev.understudy.trainer.evaluation.asked.SetTest;
import dev.understudy.trainer.evaluation.recorded.GoldLabels;
import dev.understudy.trainer.evaluation.recorded.InputPrompt;
import dev.understudy.trainer.evaluation.recorded.RecordedColumns;
import dev.understudy.trainer.evaluation.recorded.RecordedSystem;
import dev.understudy.trainer.example.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which test is asked. */
final class TestOptions {
  private static final int SEED = 1;

  @Option(names = "--set", paramLabel = "DIR", description = "The folder of a training set.")
  private @Nullable Path set;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description =
          "Which part of it: test-indist, test-balanced or validation (default: ${DEFAULT-VALUE}).",
      defaultValue = "test-indist")
  private String part = "";

  @Option(names = "--test", paramLabel = "FILE", description = "A CSV file.")
  private @Nullable Path test;

  @Option(
      names = "--prompt",
      paramLabel = "FILE",
      description = "A file with the prompt, %%s standing for the input; default: inputs alone.")
  private @Nullable Path prompt;

  @Option(names = "--input", paramLabel = "COLUMN", description = "The column of inputs.")
  private @Nullable String input;

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = "The column that names rows; default: inputs do.")
  private @Nullable String id;

  @Option(
      names = "--gold",
      paramLabel = "COLUMN",
      description = "The column of right labels: a label, True or False, 1 or 0.")
  private @Nullable String gold;

  @Option(
      names = "--reference",
      paramLabel = "COLUMN",
      description = "The column of right answers in words.")
  private @Nullable String reference;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Asks no more than so many rows, drawn by a fixed seed; default: all.")
  private int rows = Integer.MAX_VALUE;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** The training set whose part is the test, or null where the test is a file. */
  @Nullable Path set() {
    return set;
  }

  /** The file that is the test, or null where it is a training set's part. */
  @Nullable Path file() {
    return set == null ? test : null;
  }

  /** Whether answers of a file are labels: gold says some, or nothing says what is right. */
  boolean hasLabels() {
    return set != null || gold != null || reference == null;
  }

  /** Whether the file has right answers in words. */
  boolean hasReference() {
    return reference != null;
  }

  /** Refuses a command line that names no test, before anything is loaded. */
  void require() {
    split();
    if (rows < 1) {
      throw wrong("--rows must be at least 1, got " + rows);
    }
    if (set == null && (test == null || input == null)) {
      throw wrong("name a test: --set DIR, or --test FILE with --input and --gold");
    }
  }

  /**
   * Reads the test.
   *
   * @param labels what students may answer; empty where that is not known
   */
  FrozenTest read(List<RecordedSystem> recorded, @Nullable LabelReader reader, List<String> labels)
      throws IOException {
    return all(recorded, reader, labels).drawn(rows, SEED);
  }

  private FrozenTest all(
      List<RecordedSystem> recorded, @Nullable LabelReader reader, List<String> labels)
      throws IOException {
    if (set != null) {
      return new SetTest(set, split()).read();
    }
    if (test == null || input == null) {
      throw new IllegalStateException("the test was not required");
    }
    return new CsvTest(
            test, new RecordedColumns(id, input, gold, reference), InputPrompt.readOrAlone(prompt))
        .read(recorded, reader, new GoldLabels(labels));
  }

  private Split split() {
    return Split.named(part)
        .orElseThrow(
            () ->
                wrong(
                    "--part must be test-indist, test-balanced, validation or train, got '"
                        + part
                        + "'"));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
