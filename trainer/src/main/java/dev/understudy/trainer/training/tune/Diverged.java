package dev.understudy.trainer.training.tune;

import java.io.IOException;

/** A training whose numbers are none any more. */
public final class Diverged extends IOException {
  private static final long serialVersionUID = 1;

  Diverged(String message) {
    super(message);
  }
}
