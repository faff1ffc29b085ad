package dev.understudy.trainer.evaluation.figures;

import dev.understudy.trainer.evaluation.Answered.Tokens;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.metric.Calibration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one system achieved. What could not be measured, as its answers or the rows do not say
 * enough, is null.
 *
 * @param system its name
 * @param role what it is
 * @param accuracy the share of rows with gold whose label it answered; Wilson interval
 * @param agreement the share of rows the teacher gave a label to whose label it answered; Wilson
 *     interval
 * @param classes figures of each label against gold
 * @param rocAuc the area under the curve, averaged over labels, each against all others; null for
 *     more than {@link LabelFigures#MOST_CONFUSED} labels
 * @param calibration whether it is right as often as it says
 * @param formats whether its answers are JSON as they should be
 * @param texts how like its answers are to others
 * @param perplexity e to the mean negative log probability of its tokens
 * @param tokens what all its answers took
 */
public record SystemFigures(
    String system,
    Role role,
    @Nullable Measured accuracy,
    @Nullable Measured agreement,
    @Nullable ClassFigures classes,
    @Nullable Measured rocAuc,
    @Nullable CalibrationFigures calibration,
    @Nullable FormatFigures formats,
    List<TextFigures> texts,
    @Nullable Measured perplexity,
    @Nullable Tokens tokens) {
  public SystemFigures {
    texts = List.copyOf(texts);
  }

  /**
   * Figures of labels against gold.
   *
   * @param macroF1 the mean F1 of the labels that are gold or answered
   * @param withoutLabel how many answers to rows with gold are no label
   * @param labels each label's figures
   */
  public record ClassFigures(Measured macroF1, int withoutLabel, List<LabelFigures> labels) {
    public ClassFigures {
      labels = List.copyOf(labels);
    }
  }

  /**
   * Figures of one label.
   *
   * @param label the label
   * @param gold how many rows are it
   * @param answered how many rows were answered so
   * @param precision of the rows answered so, the share that is it; null where there are none
   * @param recall of the rows that are it, the share answered so; null where there are none
   * @param f1 their harmonic mean
   * @param rocAuc the area under the curve of this label against all others, or null
   * @param answers how often each label was answered to the rows that are this one, in the order of
   *     labels; last, how often none; empty where there are more than {@link #MOST_CONFUSED} labels
   */
  public record LabelFigures(
      String label,
      int gold,
      int answered,
      @Nullable Measured precision,
      @Nullable Measured recall,
      double f1,
      @Nullable Double rocAuc,
      List<Long> answers) {
    /** The most labels that are counted each against each other. */
    public static final int MOST_CONFUSED = 100;

    public LabelFigures {
      answers = List.copyOf(answers);
    }
  }

  /**
   * Whether a system is right as often as it says.
   *
   * @param error the expected calibration error
   * @param bins rows of like confidence
   */
  public record CalibrationFigures(Measured error, List<Calibration.Bin> bins) {
    public CalibrationFigures {
      bins = List.copyOf(bins);
    }
  }

  /**
   * Whether answers are JSON as they should be.
   *
   * @param json the share that is JSON and nothing else
   * @param fenced how many more hold JSON in a code fence
   * @param adhering the share that is JSON, alone, and adheres to the schema; null without a schema
   */
  public record FormatFigures(Measured json, int fenced, @Nullable Measured adhering) {}

  /**
   * How like answers are to others.
   *
   * @param against whose answers: {@code gold}, or the teacher's name
   * @param exact the share that is the same but for white space around it
   * @param tokenF1 the mean F1 of shared words, as {@code diff.text} has it; within [0, 1]
   * @param rougeL the mean share of words in the longest common subsequence, likewise
   * @param bleu of the whole corpus, within [0, 100]
   * @param chrF of the whole corpus, within [0, 100]
   * @param fields how often single values match
   */
  public record TextFigures(
      String against,
      Measured exact,
      Measured tokenF1,
      Measured rougeL,
      Measured bleu,
      Measured chrF,
      List<FieldFigures> fields) {
    public TextFigures {
      fields = List.copyOf(fields);
    }
  }

  /**
   * How often one value matches.
   *
   * @param pointer the value's place
   * @param match the share of rows whose answer has the same value there, of those where the other
   *     answer has one; null where there are none
   */
  public record FieldFigures(String pointer, @Nullable Measured match) {}
}
