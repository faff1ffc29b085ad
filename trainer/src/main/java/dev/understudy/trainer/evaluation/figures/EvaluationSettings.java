package dev.understudy.trainer.evaluation.figures;

import dev.understudy.diff.json.JsonValueAt;
import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How systems are measured.
 *
 * @param bootstrap how intervals are resampled, and the confidence of all intervals
 * @param texts what is measured of answers as texts, or null where labels are all that counts
 * @param leastSliceRows slices of fewer rows have no figures, at least 2
 */
public record EvaluationSettings(Bootstrap bootstrap, @Nullable Texts texts, int leastSliceRows) {
  /** Labels alone; slices of at least 20 rows. */
  public static final EvaluationSettings DEFAULT =
      new EvaluationSettings(Bootstrap.DEFAULT, null, 20);

  public EvaluationSettings {
    if (leastSliceRows < 2) {
      throw new IllegalArgumentException(
          "slices need at least 2 rows to be measured, got " + leastSliceRows);
    }
  }

  /**
   * What is measured of texts.
   *
   * @param schema that answers should adhere to, or null
   * @param fields JSON pointers (RFC 6901) of the values that should match
   */
  public record Texts(@Nullable AnswerSchema schema, List<String> fields) {
    public Texts {
      fields = List.copyOf(fields);
      fields.forEach(JsonValueAt::pointer); // refuses what is none
    }
  }

  /** The same with texts measured, too. */
  public EvaluationSettings withTexts(Texts measured) {
    return new EvaluationSettings(bootstrap, measured, leastSliceRows);
  }
}
