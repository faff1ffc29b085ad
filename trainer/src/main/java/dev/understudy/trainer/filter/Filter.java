package dev.understudy.trainer.filter;

import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import org.jspecify.annotations.Nullable;

/**
 * Judges one example by one thing. Never throws, whatever the texts are; takes time in proportion
 * to them. Thread-safe.
 */
interface Filter {
  /** Why the example is not to be learned from, or null where nothing speaks against it. */
  @Nullable Drop judge(Example example);

  /** A reason of this job. */
  static Drop drop(String reason, @Nullable String detail) {
    return new Drop(Filters.STAGE, reason, detail);
  }
}
