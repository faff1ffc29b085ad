package dev.understudy.student.command;

import org.jspecify.annotations.Nullable;

/** What models compute on here. */
public interface Machine {
  /** Its name, such as {@code CPU}; asked after models were loaded. */
  String device();

  /**
   * Gets ready for that many threads that answer batches at the same time.
   *
   * @param asked how many, at least 1, or null for as many as do best here
   * @return how many
   */
  int threads(@Nullable Integer asked);
}
