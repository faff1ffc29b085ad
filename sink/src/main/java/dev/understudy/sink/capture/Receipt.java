package dev.understudy.sink.capture;

import java.util.Objects;

/** What became of one offered entry. */
public sealed interface Receipt {
  /** The receipt of every kept entry. */
  Receipt KEPT = new Kept();

  /** Whether the record is as safe as the settings ask. */
  boolean isKept();

  /** The record is as safe as the settings ask. */
  record Kept() implements Receipt {
    @Override
    public boolean isKept() {
      return true;
    }
  }

  /**
   * The record is not kept, and counted.
   *
   * @param reason why
   */
  record Dropped(DropReason reason) implements Receipt {
    public Dropped {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public boolean isKept() {
      return false;
    }
  }
}
