package dev.understudy.trainer.training.tune;

/**
 * How far a fine-tuning is.
 *
 * @param epoch how many epochs are done
 * @param bestEpoch the one after which the validation loss was least, from 1; 0 for none
 * @param bestLoss that loss, in nats
 */
record Progress(int epoch, int bestEpoch, double bestLoss) {
  /** Nothing is done. */
  static final Progress START = new Progress(0, 0, Double.POSITIVE_INFINITY);

  /** One epoch more. */
  Progress after(double validationLoss) {
    int now = epoch + 1;
    return validationLoss < bestLoss
        ? new Progress(now, now, validationLoss)
        : new Progress(now, bestEpoch, bestLoss);
  }

  /** Whether the epoch done last is the best. */
  boolean isBest() {
    return epoch == bestEpoch;
  }

  /** Whether there is more to do. */
  boolean goesOn(FineTuning how) {
    return epoch < how.epochs() && epoch - bestEpoch < how.patience();
  }
}
