package dev.understudy.trainer.training.tune;

/** A training whose numbers are none any more. */
public final class Diverged extends Untrainable {
  private static final long serialVersionUID = 1;

  Diverged(String message) {
    super(message);
  }
}
