package dev.understudy.sink.redaction.number;

import dev.understudy.sink.redaction.text.Finds;

/** Tells whether the digits in a window are a number of its kind. Thread-safe. */
public interface NumberCheck {
  /** Looks at the window, which ends where no digit, letter or underscore follows. */
  void look(Window window, Finds finds);
}
