package dev.understudy.trainer.training.tune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.understudy.student.classifier.Calibration;
import dev.understudy.student.encoder.Encoder;
import dev.understudy.student.encoder.Pass;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.head.EncoderScorer;
import dev.understudy.student.head.Head;
import dev.understudy.student.head.TextVectors;
import dev.understudy.student.tokens.TokenBatch;
import dev.understudy.trainer.training.Scoring;
import dev.understudy.trainer.training.TrainingWatch.Point;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.calibrate.Scored;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Trains weights of an encoder and a head above it, from the last checkpoint if there is one. On a
 * CPU, the same task gives the same weights bit by bit, killed meanwhile or not, as long as nothing
 * else in the process draws from PyTorch.
 */
final class FineTuner {
  private static final int STEPS_OF_A_POINT = 20;

  private final TorchEngine engine = TorchEngine.start();
  private final TuningTask task;
  private final FineTuning how;
  private final Encoder encoder;
  private final Map<String, NDArray> learning;
  private final Supplier<TextVectors> reading;
  private final EpochOrder order;
  private final double meanWeight;

  /**
   * A training.
   *
   * @param encoder whose passes learn
   * @param learning those of its weights that learn, by name
   * @param reading makes vectors with the weights as they are then; closed after use
   */
  FineTuner(
      TuningTask task,
      FineTuning how,
      Encoder encoder,
      Map<String, NDArray> learning,
      Supplier<TextVectors> reading) {
    this.task = task;
    this.how = how;
    this.encoder = encoder;
    this.learning = learning;
    this.reading = reading;
    this.order = new EpochOrder(task.rows(), how, task.seed());
    this.meanWeight =
        task.rows().stream().mapToDouble(row -> row.target().weight()).average().orElse(1);
  }

  /** Leaves the weights as they were after the best epoch, and returns the head of then. */
  Head train() throws IOException {
    NDManager weights = encoder.weights().owner();
    try (NDManager owner = engine.newArrays(weights.getDevice())) {
      LearningHead head =
          LearningHead.fresh(task.labels(), encoder.config().hidden(), task.seed(), owner);
      AdamW optimizer = new AdamW(owner);
      learning.forEach(
          (name, array) ->
              optimizer.add(name, array, how.learningRate(), decays(name) ? how.weightDecay() : 0));
      optimizer.add(LearningHead.WEIGHT, head.weight(), how.headLearningRate(), how.weightDecay());
      optimizer.add(LearningHead.BIAS, head.bias(), how.headLearningRate(), 0);
      Map<String, NDArray> all = head.with(learning);
      Checkpoints checkpoints = new Checkpoints(task.folder(), all, optimizer);
      Progress progress = checkpoints.restore();
      all.values().forEach(array -> array.setRequiresGradient(true));
      try {
        while (progress.goesOn(how)) {
          progress = epoch(progress, head, optimizer, checkpoints);
        }
      } finally {
        all.values().forEach(array -> array.setRequiresGradient(false));
      }
      checkpoints.restoreBest(progress);
      return head.now();
    }
  }

  private static boolean decays(String name) {
    return !name.endsWith(".bias") && !name.contains("LayerNorm");
  }

  private Progress epoch(
      Progress before, LearningHead head, AdamW optimizer, Checkpoints checkpoints)
      throws IOException {
    int epoch = before.epoch() + 1;
    Speed speed = new Speed();
    engine.seed(order.seed(epoch));
    for (List<List<TuningTask.Row>> step : order.steps(epoch)) {
      double loss = gradients(step, head);
      double norm = optimizer.gradientNorm();
      check(loss + norm, epoch, optimizer.steps() + 1);
      optimizer.step(
          how.rate(optimizer.steps(), steps()), norm > how.clip() ? how.clip() / norm : 1);
      speed.add(loss, step);
      if (optimizer.steps() % STEPS_OF_A_POINT == 0) {
        task.watch().reached(point(epoch, optimizer, speed, Double.NaN, Double.NaN));
      }
    }
    List<Scored> scored = validate(head.now());
    Calibration calibration = mixAsInTraffic(scored);
    double loss = Scoring.loss(scored, calibration);
    check(loss, epoch, optimizer.steps());
    Progress progress = before.after(loss);
    checkpoints.write(progress);
    double accuracy = Scoring.accuracy(scored, calibration);
    task.watch().reached(point(epoch, optimizer, speed, loss, accuracy));
    return progress;
  }

  /**
   * Where rows are resampled, epochs compare by what they will be worth once the mix is righted.
   */
  private Calibration mixAsInTraffic(List<Scored> scored) {
    Calibrator calibrator = how.resamples() ? Calibrator.TEMPERATURE_AND_BIAS : Calibrator.NONE;
    return calibrator.fit(scored, task.labels());
  }

  private long steps() {
    return (long) order.steps() * how.epochs();
  }

  private Point point(int epoch, AdamW optimizer, Speed speed, double loss, double accuracy) {
    return new Point(
        EncoderScorer.TYPE,
        optimizer.steps(),
        steps(),
        epoch,
        speed.loss(),
        loss,
        accuracy,
        how.learningRate() * how.rate(optimizer.steps() - 1, steps()),
        speed.tokensPerSecond());
  }

  private void check(double number, int epoch, long step) throws Diverged {
    if (!Double.isFinite(number)) {
      throw new Diverged(
          ("the loss of step %d (epoch %d) is no finite number: lower learning_rate (now %s) or"
                  + " head_learning_rate (now %s), or say precision: fp32")
              .formatted(step, epoch, how.learningRate(), how.headLearningRate()));
    }
  }

  /** Takes the gradients of a step and returns its loss. */
  private double gradients(List<List<TuningTask.Row>> step, LearningHead head) {
    int rows = step.stream().mapToInt(List::size).sum();
    double loss = 0;
    try (NDScope scope = new NDScope();
        GradientCollector collector = engine.gradients()) {
      scope.suppressNotUsedWarning();
      for (List<TuningTask.Row> batch : step) {
        try (NDManager passing = encoder.weights().owner().newSubManager()) {
          NDArray part = loss(batch, rows, head, passing);
          loss += part.getFloat();
          collector.backward(part);
        }
      }
    }
    return loss;
  }

  /** A batch's part of the weighted mean cross-entropy of a step. */
  private NDArray loss(List<TuningTask.Row> batch, int rows, LearningHead head, NDManager passing) {
    TokenBatch tokens =
        task.pretrained().tokenizer().batch(batch.stream().map(TuningTask.Row::tokens).toList());
    NDArray vectors =
        encoder.pooled(tokens, task.pretrained().pooling(), Pass.training(how.dropout()), passing);
    float[] shares = new float[batch.size() * task.labels()];
    for (int i = 0; i < shares.length; i++) {
      TuningTask.Row row = batch.get(i / task.labels());
      double weight = row.target().weight() / meanWeight / rows;
      shares[i] = (float) (-weight * row.target().share(i % task.labels()));
    }
    NDArray wanted = passing.create(shares, new Shape(batch.size(), task.labels()));
    return head.logits(vectors).logSoftmax(1).mul(wanted).sum();
  }

  private List<Scored> validate(Head head) {
    try (TextVectors vectors = reading.get()) {
      return task.validation().scored(vectors.of(task.validation().texts()), head);
    }
  }

  /** What an epoch has shown so far. */
  private static final class Speed {
    private final long start = System.nanoTime();
    private long tokens;
    private long steps;
    private double losses;

    void add(double loss, List<List<TuningTask.Row>> step) {
      losses += loss;
      steps++;
      for (List<TuningTask.Row> batch : step) {
        tokens += batch.stream().mapToLong(row -> row.tokens().count()).sum();
      }
    }

    double loss() {
      return losses / steps;
    }

    double tokensPerSecond() {
      return tokens * 1e9 / Math.max(1, System.nanoTime() - start);
    }
  }
}
