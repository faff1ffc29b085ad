package dev.understudy.trainer.training.tune;

import dev.understudy.student.head.EncoderScorer;
import dev.understudy.student.head.Head;
import dev.understudy.student.head.TextVectors;
import dev.understudy.trainer.training.StrengthSearch;
import dev.understudy.trainer.training.data.Target;
import dev.understudy.trainer.training.linear.HeadTraining;
import java.util.List;
import java.util.Map;

/**
 * The encoder stays as it is; a head is fitted to its vectors, which are made once.
 *
 * @param strengths of the regression, at least one: the one that does best on the validation part
 *     is kept
 */
public record HeadTuning(List<Double> strengths) implements Tuning {
  /** What is used where nothing is said. */
  public static final HeadTuning DEFAULT =
      new HeadTuning(List.of(0.0003, 0.001, 0.003, 0.01, 0.03));

  public HeadTuning {
    strengths = List.copyOf(strengths);
    if (strengths.isEmpty()) {
      throw new IllegalArgumentException("there must be a strength to try");
    }
  }

  @Override
  public Head train(TuningTask task) {
    float[][] learnt;
    float[][] looked;
    try (TextVectors vectors = new TextVectors(task.pretrained(), task.precision())) {
      learnt = vectors.of(task.texts());
      looked = vectors.of(task.validation().texts());
    }
    List<Target> targets = task.rows().stream().map(TuningTask.Row::target).toList();
    return StrengthSearch.best(
        EncoderScorer.TYPE,
        strengths,
        strength -> new HeadTraining(strength).train(learnt, targets, task.labels()),
        head -> task.validation().scored(looked, head),
        task.watch());
  }

  @Override
  public String word() {
    return "head";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("strength", strengths);
  }

  @Override
  public boolean resamples() {
    return false;
  }
}
