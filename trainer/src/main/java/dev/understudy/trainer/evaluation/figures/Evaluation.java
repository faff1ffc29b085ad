package dev.understudy.trainer.evaluation.figures;

import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Answered.Tokens;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import dev.understudy.trainer.evaluation.metric.Perplexity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures all systems of a test set, side by side. The same set and settings give the same report.
 */
public final class Evaluation {
  private static final String GOLD = "gold";

  private final TestSet set;
  private final EvaluationSettings settings;
  private final Bootstrap bootstrap;
  private final GoldRows goldRows;
  private final @Nullable TestSystem teacher;

  private Evaluation(TestSet set, EvaluationSettings settings) {
    this.set = set;
    this.settings = settings;
    this.bootstrap = settings.bootstrap();
    this.goldRows = GoldRows.of(set);
    this.teacher = set.first(Role.TEACHER).orElse(null);
  }

  /** The report on a test set. */
  public static EvaluationReport of(TestSet set, EvaluationSettings settings) {
    return new Evaluation(set, settings).report();
  }

  private EvaluationReport report() {
    return new EvaluationReport(
        facts(),
        set.subject().name(),
        set.systems().stream().map(this::figures).toList(),
        new Comparisons(goldRows, bootstrap).of(set.systems()),
        slices());
  }

  private EvaluationReport.Facts facts() {
    int[] gold = goldRows.gold();
    List<EvaluationReport.LabelCount> labels = new ArrayList<>();
    for (int i = 0; i < goldRows.labels().size(); i++) {
      int label = i;
      int rows = (int) Arrays.stream(gold).filter(each -> each == label).count();
      labels.add(new EvaluationReport.LabelCount(goldRows.labels().get(i), rows));
    }
    return new EvaluationReport.Facts(
        set.name(),
        set.digest(),
        set.rows().size(),
        goldRows.size(),
        labels,
        bootstrap.level(),
        bootstrap.resamples(),
        bootstrap.seed());
  }

  private SystemFigures figures(TestSystem system) {
    LabelMeasures measures = new LabelMeasures(goldRows, system, bootstrap);
    return new SystemFigures(
        system.name(),
        system.role(),
        measures.accuracy(),
        agreement(system),
        measures.classes(),
        measures.rocAuc(),
        measures.calibration(),
        formats(system),
        texts(system),
        perplexity(system),
        tokens(system));
  }

  private @Nullable Measured agreement(TestSystem system) {
    if (teacher == null || teacher.equals(system)) {
      return null;
    }
    TestSystem teaching = teacher;
    List<TestRow> labelled = labelledBy(teaching);
    int agreed = (int) labelled.stream().filter(row -> isAgreed(row, system, teaching)).count();
    return Measured.share(agreed, labelled.size(), bootstrap.level());
  }

  private List<TestRow> labelledBy(TestSystem teaching) {
    return set.rows().stream().filter(row -> row.label(teaching).isPresent()).toList();
  }

  private static boolean isAgreed(TestRow row, TestSystem system, TestSystem teaching) {
    return row.label(system).equals(row.label(teaching));
  }

  private SystemFigures.@Nullable FormatFigures formats(TestSystem system) {
    EvaluationSettings.Texts texts = settings.texts();
    if (texts == null) {
      return null;
    }
    return new TextMeasures(texts, bootstrap)
        .formats(set.rows().stream().map(row -> row.answer(system).text()).toList());
  }

  private List<SystemFigures.TextFigures> texts(TestSystem system) {
    EvaluationSettings.Texts texts = settings.texts();
    if (texts == null) {
      return List.of();
    }
    TextMeasures measures = new TextMeasures(texts, bootstrap);
    List<SystemFigures.TextFigures> all = new ArrayList<>();
    List<TextMeasures.Pair> withGold =
        set.rows().stream()
            .filter(row -> row.goldText() != null)
            .map(row -> pair(row, system, Objects.requireNonNull(row.goldText())))
            .toList();
    if (!withGold.isEmpty()) {
      all.add(measures.against(GOLD, withGold));
    }
    if (teacher != null && !teacher.equals(system)) {
      TestSystem teaching = teacher;
      all.add(
          measures.against(
              teaching.name(),
              set.rows().stream()
                  .map(row -> pair(row, system, row.answer(teaching).text()))
                  .toList()));
    }
    return all;
  }

  private static TextMeasures.Pair pair(TestRow row, TestSystem system, String reference) {
    return new TextMeasures.Pair(row.answer(system).text(), reference);
  }

  private @Nullable Measured perplexity(TestSystem system) {
    List<List<Double>> told =
        set.rows().stream()
            .map(row -> row.answer(system).logprobs())
            .filter(logprobs -> !logprobs.isEmpty())
            .toList();
    return Measured.resampled(
        told.size(),
        bootstrap,
        drawn -> Perplexity.of(Arrays.stream(drawn).mapToObj(told::get).toList()));
  }

  /** Null where the tokens of any answer are not known: a sum of some would mislead. */
  private @Nullable Tokens tokens(TestSystem system) {
    long input = 0;
    long output = 0;
    for (TestRow row : set.rows()) {
      Answered answer = row.answer(system);
      Tokens tokens = answer.tokens();
      if (tokens == null) {
        return null;
      }
      input += tokens.input();
      output += tokens.output();
    }
    return new Tokens(input, output);
  }

  private List<SliceFigures> slices() {
    if (goldRows.size() > 0) {
      return new SliceMeasures(set, settings, "accuracy", TestRow::isRight).of(goldRows.rows());
    }
    if (teacher == null) {
      return List.of();
    }
    TestSystem teaching = teacher;
    return new SliceMeasures(
            set, settings, "agreement", (row, system) -> isAgreed(row, system, teaching))
        .of(labelledBy(teaching));
  }
}
