package dev.understudy.trainer.training.data;

import dev.understudy.trainer.example.Provenance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes of rows what a network is to say of them.
 *
 * @param labels the labels in their order
 * @param smoothing the share of each row that is spread over all labels, in [0, 1) (Szegedy et al.,
 *     "Rethinking the Inception Architecture", 2016)
 * @param soft whether a row counts for its label only as far as the teacher was sure of it, or as
 *     its answers agreed, where that is known (distillation from soft targets: Hinton et al., 2015)
 * @param balance from 0 (rows count as they are) to 1 (each label counts as much as any other,
 *     however few rows it has)
 */
public record Targets(List<String> labels, double smoothing, boolean soft, double balance) {
  /** Whose confidence is that in the label; of gold, the teacher's was in another. */
  private static final Set<Provenance> SURE_OR_NOT =
      Collections.unmodifiableSet(EnumSet.of(Provenance.TEACHER, Provenance.VOTE));

  public Targets {
    labels = List.copyOf(labels);
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("smoothing must be in [0, 1), got " + smoothing);
    }
    if (!(balance >= 0 && balance <= 1)) {
      throw new IllegalArgumentException("balance must be in [0, 1], got " + balance);
    }
  }

  /** Rows as they are. */
  public static Targets plain(List<String> labels) {
    return new Targets(labels, 0, false, 0);
  }

  /**
   * The targets of rows, in their order.
   *
   * @throws IllegalArgumentException if a row has a label that is none of these; the message names
   *     the row
   */
  public List<Target> of(List<TrainingRow> rows) {
    Map<String, Double> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.label(), row.weight(), Double::sum));
    double all = rows.stream().mapToDouble(TrainingRow::weight).sum();
    List<Target> targets = new ArrayList<>(rows.size());
    for (TrainingRow row : rows) {
      double even = all / counts.size() / counts.getOrDefault(row.label(), 1.0);
      targets.add(new Target(row.text(), shares(row), row.weight() * Math.pow(even, balance)));
    }
    return targets;
  }

  private List<Double> shares(TrainingRow row) {
    int place = labels.indexOf(row.label());
    if (place < 0) {
      throw new IllegalArgumentException(
          "row %s has label '%s', which no training row has; known: %s"
              .formatted(row.id(), row.label(), labels));
    }
    Double confidence = SURE_OR_NOT.contains(row.provenance()) ? row.confidence() : null;
    double sure = soft && confidence != null ? confidence : 1;
    double spread = smoothing / labels.size();
    List<Double> shares = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      double share = i == place ? sure : (1 - sure) / (labels.size() - 1);
      shares.add(share * (1 - smoothing) + spread);
    }
    return shares;
  }
}
