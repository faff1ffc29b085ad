package dev.understudy.trainer.evaluation.figures;

import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import dev.understudy.trainer.evaluation.interval.McNemar;
import dev.understudy.trainer.evaluation.metric.LabelCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares systems in pairs: students with all others; where there is no student, all of them. */
final class Comparisons {
  private final GoldRows rows;
  private final Bootstrap bootstrap;

  Comparisons(GoldRows rows, Bootstrap bootstrap) {
    this.rows = rows;
    this.bootstrap = bootstrap;
  }

  /** Each pair once, students first; none where no row has gold. */
  List<Comparison> of(List<TestSystem> systems) {
    List<Comparison> all = new ArrayList<>();
    if (rows.size() == 0) {
      return all;
    }
    List<TestSystem> students =
        systems.stream().filter(each -> each.role() == Role.STUDENT).toList();
    List<TestSystem> ordered = new ArrayList<>(students);
    systems.stream().filter(each -> each.role() != Role.STUDENT).forEach(ordered::add);
    int firsts = students.isEmpty() ? ordered.size() : students.size();
    for (int i = 0; i < firsts; i++) {
      for (int j = i + 1; j < ordered.size(); j++) {
        all.add(compare(ordered.get(i), ordered.get(j)));
      }
    }
    return all;
  }

  private Comparison compare(TestSystem first, TestSystem second) {
    boolean[] ours = rows.right(first);
    boolean[] theirs = rows.right(second);
    int both = 0;
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int row = 0; row < ours.length; row++) {
      both += ours[row] && theirs[row] ? 1 : 0;
      onlyFirst += ours[row] && !theirs[row] ? 1 : 0;
      onlySecond += !ours[row] && theirs[row] ? 1 : 0;
    }
    return new Comparison(
        first.name(),
        second.name(),
        rows.size(),
        both,
        onlyFirst,
        onlySecond,
        new McNemar(onlyFirst, onlySecond).p(),
        accuracy(ours, theirs),
        macroF1(first, second));
  }

  private Measured accuracy(boolean[] ours, boolean[] theirs) {
    return Objects.requireNonNull(
        Measured.resampled(
            rows.size(),
            bootstrap,
            drawn -> {
              int ahead = 0;
              for (int row : drawn) {
                ahead += (ours[row] ? 1 : 0) - (theirs[row] ? 1 : 0);
              }
              return (double) ahead / drawn.length;
            }));
  }

  private Measured macroF1(TestSystem first, TestSystem second) {
    int labels = rows.labels().size();
    int[] gold = rows.gold();
    int[] ours = rows.answered(first);
    int[] theirs = rows.answered(second);
    return Objects.requireNonNull(
        Measured.resampled(
            rows.size(),
            bootstrap,
            drawn ->
                LabelCounts.of(labels, gold, ours, drawn).macroF1()
                    - LabelCounts.of(labels, gold, theirs, drawn).macroF1()));
  }
}
