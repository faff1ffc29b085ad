package dev.understudy.trainer.evaluation.asked;

import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.data.TrainingSet;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a student must beat to be worth its cost. */
public final class Baselines {
  private Baselines() {}

  /**
   * Gives every question the label that is most frequent in a set's training part, the first of
   * several as frequent, in the words in which it is answered most often.
   *
   * @throws IllegalArgumentException where that part is empty
   */
  public static Answerer majority(TrainingSet set) {
    Map<String, Long> counts = set.counts(Split.TRAIN);
    long rows = counts.values().stream().mapToLong(Long::longValue).sum();
    if (rows == 0) {
      throw new IllegalArgumentException(
          "set '%s' has no training rows to find the most frequent label in".formatted(set.name()));
    }
    String label = TrainingSet.majority(counts);
    Map<String, Double> shares = new TreeMap<>();
    counts.forEach((each, count) -> shares.put(each, (double) count / rows));
    String wording = Objects.requireNonNull(set.wordings().get(label));
    Answered always =
        Answered.labelled(wording, label)
            .withConfidence(shares.getOrDefault(label, 0.0))
            .withProbabilities(shares);
    return questions -> Collections.nCopies(questions.size(), always);
  }
}
