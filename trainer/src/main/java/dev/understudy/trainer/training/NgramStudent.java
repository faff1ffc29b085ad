package dev.understudy.trainer.training;

import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.ngram.NgramScorer;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.data.Target;
import dev.understudy.trainer.training.data.Targets;
import dev.understudy.trainer.training.data.TrainingSet;
import dev.understudy.trainer.training.linear.NgramTraining;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Logistic regression over n-grams, with the strength that does best on the validation part.
 *
 * @param reader how texts become n-grams
 * @param strengths those tried, at least one
 * @param smoothing see {@link Targets}
 * @param soft likewise
 * @param balance likewise
 */
public record NgramStudent(
    NgramReader reader, List<Double> strengths, double smoothing, boolean soft, double balance)
    implements ScorerTraining {
  /** What is used where nothing is said. */
  public static final NgramStudent DEFAULT =
      new NgramStudent(NgramReader.DEFAULT, List.of(1.0, 10.0, 100.0), 0, false, 0);

  public NgramStudent {
    strengths = List.copyOf(strengths);
    if (strengths.isEmpty()) {
      throw new IllegalArgumentException("there must be a strength to try");
    }
  }

  @Override
  public String name() {
    return NgramScorer.TYPE;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("bits", reader.bits());
    all.put("words", reader.words());
    all.put("letters", reader.letters());
    all.put("strength", strengths);
    all.put("smoothing", smoothing);
    all.put("soft", soft);
    all.put("balance", balance);
    return all;
  }

  @Override
  public Scorer train(TrainingSet set, List<String> labels, TrainingRun run) {
    List<Target> targets = new Targets(labels, smoothing, soft, balance).of(set.rows(Split.TRAIN));
    return StrengthSearch.best(
        name(),
        strengths,
        strength -> new NgramTraining(reader, strength).train(targets, labels.size()),
        scorer -> Scoring.of(scorer, set.rows(Split.VALIDATION), labels),
        run.watch());
  }
}
