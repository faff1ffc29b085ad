package dev.understudy.trainer.router;

import dev.understudy.rules.router.LearnedRouter;
import dev.understudy.rules.router.LearnedRouter.Calibration;
import dev.understudy.rules.router.RequestReader;
import dev.understudy.trainer.mining.SampleRank;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.calibrate.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses how freely a router's weights may grow, and calibrates it, by cross-fitting: each request
 * is scored by a router that learned from the other folds.
 *
 * @param reader how the requests were read
 * @param seed of the lots that deal requests out to folds
 */
record CrossFit(RequestReader reader, long seed) {
  private static final int FOLDS = 5;
  private static final double[] STRENGTHS = {0.01, 0.1, 1, 10, 100};

  /** What one strength comes to, and how each request was scored by the routers of other folds. */
  private record Tried(
      double strength, Calibration calibration, double loss, List<Double> scores) {}

  /**
   * What comes of it.
   *
   * @param router a router that learned from all requests, calibrated
   * @param scores of each request, as routers scored it that did not learn from it
   */
  record Fitted(LearnedRouter router, List<Double> scores) {
    Fitted {
      scores = List.copyOf(scores);
    }
  }

  /** The best router of these requests. */
  Fitted fit(List<ComparedRequest> rows) {
    int[] folds = rows.stream().mapToInt(this::fold).toArray();
    Tried best = null;
    for (double strength : STRENGTHS) {
      Tried tried = tried(strength, rows, folds);
      best = best == null || tried.loss() < best.loss() ? tried : best;
    }
    if (best == null) {
      throw new IllegalStateException("some strength is tried");
    }
    return new Fitted(
        new RouterTraining(reader, best.strength()).train(rows).calibrated(best.calibration()),
        best.scores());
  }

  private int fold(ComparedRequest row) {
    return (int) Math.floorMod(SampleRank.of(seed + 1, row.lookalikes()), (long) FOLDS);
  }

  private Tried tried(double strength, List<ComparedRequest> rows, int[] folds) {
    double[] logits = new double[rows.size()];
    IntStream.range(0, FOLDS)
        .parallel()
        .forEach(fold -> score(fold, strength, rows, folds, logits));
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      boolean right = rows.get(i).judged().isAsGood();
      scored.add(new Scored(List.of(0f, (float) logits[i]), right ? 1 : 0, 1));
    }
    dev.understudy.student.classifier.Calibration fitted =
        Calibrator.TEMPERATURE_AND_BIAS.fit(scored, 2);
    Calibration calibration =
        new Calibration(1 / fitted.temperature(), fitted.bias().get(1) - fitted.bias().get(0));
    double loss = 0;
    for (Scored each : scored) {
      loss -= Math.log(fitted.probabilities(each.logits()).get(each.label()));
    }
    List<Double> scores = Arrays.stream(logits).map(calibration::probability).boxed().toList();
    return new Tried(strength, calibration, loss, scores);
  }

  /** Scores a fold by a router of the others; each fold writes its own requests alone. */
  private void score(
      int fold, double strength, List<ComparedRequest> rows, int[] folds, double[] logits) {
    List<ComparedRequest> others = new ArrayList<>();
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] != fold) {
        others.add(rows.get(i));
      }
    }
    if (others.isEmpty()) {
      return; // all requests are alike; their logits stay 0
    }
    LearnedRouter router = new RouterTraining(reader, strength).train(others);
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == fold) {
        logits[i] = router.logit(rows.get(i).features());
      }
    }
  }
}
