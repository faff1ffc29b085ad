package dev.understudy.trainer.evaluation.figures;

import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.figures.SystemFigures.CalibrationFigures;
import dev.understudy.trainer.evaluation.figures.SystemFigures.ClassFigures;
import dev.understudy.trainer.evaluation.figures.SystemFigures.LabelFigures;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import dev.understudy.trainer.evaluation.metric.Calibration;
import dev.understudy.trainer.evaluation.metric.Confusion;
import dev.understudy.trainer.evaluation.metric.LabelCounts;
import dev.understudy.trainer.evaluation.metric.RocAuc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measures the labels and confidences of one system against gold. */
final class LabelMeasures {
  private final GoldRows rows;
  private final TestSystem system;
  private final Bootstrap bootstrap;

  LabelMeasures(GoldRows rows, TestSystem system, Bootstrap bootstrap) {
    this.rows = rows;
    this.system = system;
    this.bootstrap = bootstrap;
  }

  @Nullable Measured accuracy() {
    int right = (int) rows.rows().stream().filter(row -> row.isRight(system)).count();
    return Measured.share(right, rows.size(), bootstrap.level());
  }

  @Nullable ClassFigures classes() {
    int labels = rows.labels().size();
    int[] gold = rows.gold();
    int[] answered = rows.answered(system);
    Measured macroF1 =
        Measured.resampled(
            rows.size(),
            bootstrap,
            drawn -> LabelCounts.of(labels, gold, answered, drawn).macroF1());
    if (macroF1 == null) {
      return null;
    }
    int[] all = IntStream.range(0, rows.size()).toArray();
    LabelCounts counts = LabelCounts.of(labels, gold, answered, all);
    Confusion confusion =
        labels > LabelFigures.MOST_CONFUSED ? null : new Confusion(labels, gold, answered);
    Scores scores = scores();
    return new ClassFigures(
        macroF1,
        counts.answered(LabelCounts.NONE),
        IntStream.range(0, labels)
            .mapToObj(label -> figures(label, counts, confusion, scores))
            .toList());
  }

  private LabelFigures figures(
      int label, LabelCounts counts, @Nullable Confusion confusion, Scores scores) {
    double area = scores.area(label, scores.all());
    return new LabelFigures(
        rows.labels().get(label),
        counts.gold(label),
        counts.answered(label),
        Measured.share(counts.right(label), counts.answered(label), bootstrap.level()),
        Measured.share(counts.right(label), counts.gold(label), bootstrap.level()),
        counts.f1(label),
        Double.isNaN(area) ? null : area,
        confusion == null ? List.of() : confusion.answers(label));
  }

  /** The mean over the labels that are gold somewhere and not everywhere. */
  @Nullable Measured rocAuc() {
    Scores scores = scores();
    return Measured.resampled(scores.size(), bootstrap, scores::meanArea);
  }

  @Nullable CalibrationFigures calibration() {
    GoldRows sure = rows.where(row -> row.answer(system).confidence() != null);
    double[] confidence = sure.rows().stream().mapToDouble(this::confidence).toArray();
    boolean[] right = sure.right(system);
    Measured error =
        Measured.resampled(
            sure.size(), bootstrap, drawn -> Calibration.of(confidence, right, drawn).error());
    if (error == null) {
      return null;
    }
    int[] all = IntStream.range(0, sure.size()).toArray();
    return new CalibrationFigures(error, Calibration.of(confidence, right, all).bins());
  }

  private double confidence(TestRow row) {
    return Objects.requireNonNull(row.answer(system).confidence());
  }

  private Scores scores() {
    int labels = rows.labels().size();
    boolean areFew = labels <= LabelFigures.MOST_CONFUSED; // the work grows with each label
    GoldRows told = rows.where(row -> areFew && !row.answer(system).probabilities().isEmpty());
    int[] gold = told.gold();
    List<RocAuc> areas = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      double[] scores = new double[gold.length];
      boolean[] positive = new boolean[gold.length];
      String name = rows.labels().get(label);
      for (int row = 0; row < gold.length; row++) {
        TestRow at = told.rows().get(row);
        scores[row] = at.answer(system).probabilities().getOrDefault(name, 0.0);
        positive[row] = gold[row] == label;
      }
      areas.add(new RocAuc(scores, positive));
    }
    return new Scores(gold.length, areas);
  }

  /**
   * Curves of each label against all others.
   *
   * @param size how many rows they are of
   * @param areas by label
   */
  private record Scores(int size, List<RocAuc> areas) {
    int[] all() {
      return IntStream.range(0, size).toArray();
    }

    double area(int label, int[] drawn) {
      return areas.get(label).of(drawn);
    }

    double meanArea(int[] drawn) {
      return areas.stream()
          .mapToDouble(label -> label.of(drawn))
          .filter(area -> !Double.isNaN(area))
          .average()
          .orElse(Double.NaN);
    }
  }
}
