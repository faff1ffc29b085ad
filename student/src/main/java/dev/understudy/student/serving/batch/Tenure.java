package dev.understudy.student.serving.batch;

import dev.understudy.student.model.Model;

/**
 * The time for which one version of a model serves: from being put in office until its successor
 * came and its last batch ended. Then it is closed. Safe for every thread.
 */
final class Tenure {
  private final Model model;
  private int batches;
  private boolean ending;

  Tenure(Model model) {
    this.model = model;
  }

  Model model() {
    return model;
  }

  /** Begins a batch; false where the tenure is ending and the successor is to be asked. */
  synchronized boolean enter() {
    if (ending) {
      return false;
    }
    batches++;
    return true;
  }

  /** Ends a batch that was begun. */
  void leave() {
    boolean last;
    synchronized (this) {
      batches--;
      last = ending && batches == 0;
    }
    if (last) {
      model.close();
    }
  }

  /** Begins no more batches, and closes the model once none is under way; to be called once. */
  void end() {
    boolean idle;
    synchronized (this) {
      ending = true;
      idle = batches == 0;
    }
    if (idle) {
      model.close();
    }
  }
}
