package dev.understudy.trainer.evaluation.figures;

import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Measures systems on rows of one kind each. */
final class SliceMeasures {
  private final TestSet set;
  private final EvaluationSettings settings;
  private final String measure;
  private final BiPredicate<TestRow, TestSystem> right;

  /**
   * Measures by that yardstick.
   *
   * @param measure what it is called
   * @param right whether a system has a row right
   */
  SliceMeasures(
      TestSet set,
      EvaluationSettings settings,
      String measure,
      BiPredicate<TestRow, TestSystem> right) {
    this.set = set;
    this.settings = settings;
    this.measure = measure;
    this.right = right;
  }

  /** The slices of these rows, those where the subject is worst first, those too small last. */
  List<SliceFigures> of(List<TestRow> rows) {
    List<SliceFigures> all = new ArrayList<>();
    if (!rows.isEmpty()) {
      all.addAll(by("length", rows, new Lengths(rows)::quarter));
    }
    all.addAll(by("language", rows, row -> row.slices().language()));
    all.addAll(by("app", rows, row -> row.slices().app()));
    all.addAll(by("cluster", rows, row -> row.slices().cluster()));
    all.sort(
        Comparator.comparing((SliceFigures each) -> !each.isMeasured())
            .thenComparing(this::subjectsFigure)
            .thenComparing(each -> -each.rows())); // stable beyond: dimension, then value
    return all;
  }

  private double subjectsFigure(SliceFigures slice) {
    return slice.systems().stream()
        .filter(part -> part.system().equals(set.subject().name()))
        .mapToDouble(part -> part.figure().value())
        .findFirst()
        .orElse(1);
  }

  private List<SliceFigures> by(
      String dimension, List<TestRow> rows, Function<TestRow, @Nullable String> value) {
    Map<String, List<TestRow>> parts = new TreeMap<>();
    for (TestRow row : rows) {
      String found = value.apply(row);
      if (found != null) {
        parts.computeIfAbsent(found, each -> new ArrayList<>()).add(row);
      }
    }
    return parts.entrySet().stream()
        .map(part -> figures(dimension, part.getKey(), part.getValue()))
        .toList();
  }

  private SliceFigures figures(String dimension, String value, List<TestRow> rows) {
    List<SliceFigures.Part> parts =
        rows.size() < settings.leastSliceRows()
            ? List.of()
            : set.systems().stream()
                .map(system -> new SliceFigures.Part(system.name(), figure(rows, system)))
                .toList();
    return new SliceFigures(dimension, value, rows.size(), measure, parts);
  }

  private Measured figure(List<TestRow> rows, TestSystem system) {
    int hits = (int) rows.stream().filter(row -> right.test(row, system)).count();
    return Objects.requireNonNull(Measured.share(hits, rows.size(), settings.bootstrap().level()));
  }
}
