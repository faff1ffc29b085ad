package dev.understudy.trainer.evaluation.command;

import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.trainer.evaluation.figures.EvaluationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is measured of answers as texts. */
final class TextOptions {
  @Option(
      names = "--texts",
      description = {
        "Measures answers as texts, too: JSON validity, exact match, token F1, ROUGE-L, BLEU,",
        "chrF, against --reference or what feedback said, and against the teacher. Implied by",
        "--reference, --schema and --field, and where a set has no labels."
      })
  private boolean texts;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "The JSON Schema that answers should adhere to.")
  private @Nullable Path schema;

  @Option(
      names = "--field",
      paramLabel = "POINTER",
      description = "A value of the answers' JSON that should match; may be given several times.")
  private List<String> fields = List.of();

  boolean isAsked() {
    return texts || schema != null || !fields.isEmpty();
  }

  /** What is measured. */
  EvaluationSettings.Texts read() throws IOException {
    return new EvaluationSettings.Texts(schema == null ? null : schema(schema), fields);
  }

  private static AnswerSchema schema(Path file) throws IOException {
    try {
      return AnswerSchema.of(Files.readString(file));
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException(file + ": " + unusable.getMessage(), unusable);
    }
  }
}
