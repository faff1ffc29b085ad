package dev.understudy.trainer.training.data;

import java.io.IOException;

/** A folder that cannot be trained on; the message says why, and what to do. */
public final class UnusableSet extends IOException {
  private static final long serialVersionUID = 1;

  /** With the folder or the row, what was expected and what was found. */
  public UnusableSet(String message) {
    super(message);
  }
}
