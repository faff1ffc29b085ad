package dev.understudy.trainer.evaluation.figures;

import dev.understudy.trainer.evaluation.Role;
import java.util.List;
import java.util.Optional;

/**
 * What systems achieved on one test set.
 *
 * @param facts what they were measured on, and how
 * @param subject the name of the system that is judged
 * @param systems in the order of the test set
 * @param comparisons of two systems each
 * @param slices kinds of rows, those where the subject is worst first, those too small last
 */
public record EvaluationReport(
    Facts facts,
    String subject,
    List<SystemFigures> systems,
    List<Comparison> comparisons,
    List<SliceFigures> slices) {
  public EvaluationReport {
    systems = List.copyOf(systems);
    comparisons = List.copyOf(comparisons);
    slices = List.copyOf(slices);
  }

  /**
   * What was measured on, and how.
   *
   * @param name of the test set
   * @param digest of its rows, whatever was answered
   * @param rows how many there are
   * @param goldRows of how many the right label is known
   * @param labels how often each is gold, in their order
   * @param level the confidence of intervals
   * @param resamples of the bootstrap
   * @param seed of the bootstrap
   */
  public record Facts(
      String name,
      String digest,
      int rows,
      int goldRows,
      List<LabelCount> labels,
      double level,
      int resamples,
      long seed) {
    public Facts {
      labels = List.copyOf(labels);
    }
  }

  /**
   * How often a label is gold.
   *
   * @param label the label
   * @param rows how many rows are it
   */
  public record LabelCount(String label, int rows) {}

  /** The figures of the system that is judged. */
  public SystemFigures subjectFigures() {
    return systems.stream().filter(each -> each.system().equals(subject)).findFirst().orElseThrow();
  }

  /** The figures of the first system of that role. */
  public Optional<SystemFigures> first(Role role) {
    return systems.stream().filter(each -> each.role() == role).findFirst();
  }

  /** The comparison of those two, if they were compared in that order. */
  public Optional<Comparison> comparison(String first, String second) {
    return comparisons.stream()
        .filter(each -> each.first().equals(first) && each.second().equals(second))
        .findFirst();
  }
}
