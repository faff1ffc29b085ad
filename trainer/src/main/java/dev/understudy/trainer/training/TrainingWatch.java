package dev.understudy.trainer.training;

/** Is told how a training goes. */
public interface TrainingWatch {
  /** Tells nobody. */
  TrainingWatch SILENT = point -> {};

  /** A point of the learning curve was reached. */
  void reached(Point point);

  /**
   * A point of a learning curve.
   *
   * @param who what is trained
   * @param step how far it is: steps, or settings tried
   * @param steps how many there will be at most
   * @param epoch which pass over the rows it belongs to, from 1; 0 where there are none
   * @param trainLoss the mean cross-entropy of training rows lately, in nats; NaN where unknown
   * @param validationLoss that of the validation part; NaN where it was not measured here
   * @param validationAccuracy the share of it that is right; NaN likewise
   * @param learningRate that of the step done last; NaN where there is none
   * @param tokensPerSecond how fast it learns; NaN where unknown
   */
  record Point(
      String who,
      long step,
      long steps,
      int epoch,
      double trainLoss,
      double validationLoss,
      double validationAccuracy,
      double learningRate,
      double tokensPerSecond) {}
}
