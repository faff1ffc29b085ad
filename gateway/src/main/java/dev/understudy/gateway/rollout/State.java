package dev.understudy.gateway.rollout;

import java.util.Locale;

/**
 * How a rollout stands.
 *
 * <pre>
 * RUNNING  -- passed, more steps --> RUNNING
 * RUNNING  -- passed, no more steps --> DONE
 * RUNNING, DONE  -- harm --> ROLLED_BACK
 * RUNNING, DONE  -- pause --> PAUSED
 * RUNNING, DONE, PAUSED  -- rolled back by hand --> ROLLED_BACK
 * any  -- resume --> RUNNING
 * </pre>
 */
public enum State {
  /** Evidence moves the share. */
  RUNNING,
  /** Evidence is gathered and moves nothing. */
  PAUSED,
  /** The student gets nothing until the fingerprint changes or somebody resumes. */
  ROLLED_BACK,
  /** The last step is reached; evidence may still roll it back. */
  DONE;

  /** The word used in the ledger, metrics and pages, such as {@code rolled_back}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static State of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
