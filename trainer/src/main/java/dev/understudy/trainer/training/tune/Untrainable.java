package dev.understudy.trainer.training.tune;

import java.io.IOException;

/**
 * A training that cannot come to its end with these settings, while others may; the message says
 * why, and what to change.
 */
public abstract sealed class Untrainable extends IOException permits Diverged, NoMemory {
  private static final long serialVersionUID = 1;

  Untrainable(String message) {
    super(message);
  }

  Untrainable(String message, Throwable cause) {
    super(message, cause);
  }
}
