package dev.understudy.trainer.evaluation.figures;

import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.json.JsonValueAt;
import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.diff.text.Likeness;
import dev.understudy.diff.text.Passage;
import dev.understudy.diff.text.RougeL;
import dev.understudy.diff.text.TokenF1;
import dev.understudy.trainer.evaluation.figures.EvaluationSettings.Texts;
import dev.understudy.trainer.evaluation.figures.SystemFigures.FieldFigures;
import dev.understudy.trainer.evaluation.figures.SystemFigures.FormatFigures;
import dev.understudy.trainer.evaluation.figures.SystemFigures.TextFigures;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import dev.understudy.trainer.evaluation.metric.Bleu;
import dev.understudy.trainer.evaluation.metric.ChrF;
import dev.understudy.trainer.evaluation.metric.CorpusMeasure;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Measures answers as texts. */
final class TextMeasures {
  private final Texts settings;
  private final Bootstrap bootstrap;

  TextMeasures(Texts settings, Bootstrap bootstrap) {
    this.settings = settings;
    this.bootstrap = bootstrap;
  }

  /**
   * An answer and what it should have been.
   *
   * @param text the answer
   * @param reference what it should have been
   */
  record Pair(String text, String reference) {
    /** Never the content. */
    @Override
    public String toString() {
      return "Pair[" + text.length() + " and " + reference.length() + " characters]";
    }
  }

  /** How like answers are to what they should have been; at least one pair. */
  TextFigures against(String whom, List<Pair> pairs) {
    int same = (int) pairs.stream().filter(TextMeasures::isSame).count();
    return new TextFigures(
        whom,
        share(same, pairs.size()),
        mean(new TokenF1(), pairs),
        mean(new RougeL(), pairs),
        corpus(new Bleu(), pairs),
        corpus(new ChrF(), pairs),
        settings.fields().stream().map(pointer -> field(pointer, pairs)).toList());
  }

  private static boolean isSame(Pair pair) {
    return pair.text().strip().equals(pair.reference().strip());
  }

  private Measured share(int hits, int rows) {
    return Objects.requireNonNull(Measured.share(hits, rows, bootstrap.level()));
  }

  private Measured mean(Likeness likeness, List<Pair> pairs) {
    double[] values =
        pairs.stream()
            .mapToDouble(pair -> likeness.of(Passage.of(pair.text()), Passage.of(pair.reference())))
            .toArray();
    return Objects.requireNonNull(
        Measured.resampled(
            values.length,
            bootstrap,
            drawn -> Arrays.stream(drawn).mapToDouble(row -> values[row]).sum() / drawn.length));
  }

  private Measured corpus(CorpusMeasure measure, List<Pair> pairs) {
    long[][] counts =
        pairs.stream()
            .map(pair -> measure.counts(pair.text(), pair.reference()))
            .toArray(long[][]::new);
    return Objects.requireNonNull(
        Measured.resampled(counts.length, bootstrap, drawn -> measure.score(counts, drawn)));
  }

  private FieldFigures field(String pointer, List<Pair> pairs) {
    JsonValueAt place = JsonValueAt.pointer(pointer);
    int rows = 0;
    int matches = 0;
    for (Pair pair : pairs) {
      String wanted = place.scalarIn(JsonText.of(pair.reference()).value());
      if (wanted != null) {
        rows++;
        matches += wanted.equals(place.scalarIn(JsonText.of(pair.text()).value())) ? 1 : 0;
      }
    }
    return new FieldFigures(pointer, Measured.share(matches, rows, bootstrap.level()));
  }

  /** Whether answers are JSON as they should be; at least one. */
  FormatFigures formats(List<String> answers) {
    List<JsonText> read = answers.stream().map(JsonText::of).toList();
    int json = (int) read.stream().filter(TextMeasures::isJsonAlone).count();
    AnswerSchema schema = settings.schema();
    return new FormatFigures(
        share(json, answers.size()),
        (int) read.stream().filter(JsonText::fenced).count(),
        schema == null ? null : share(adhering(schema, read), answers.size()));
  }

  private static boolean isJsonAlone(JsonText text) {
    return text.value() != null && !text.fenced();
  }

  private static int adhering(AnswerSchema schema, List<JsonText> answers) {
    return (int)
        answers.stream()
            .filter(TextMeasures::isJsonAlone)
            .filter(each -> schema.offPlaces(Objects.requireNonNull(each.value())).isEmpty())
            .count();
  }
}
