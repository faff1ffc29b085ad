package dev.understudy.sink.store.s3;

import java.util.Locale;

/** Why a call of S3 brought nothing. */
public enum FailureKind {
  /** No connection, or it broke. */
  CONNECTION,
  /** No answer in time. */
  TIMEOUT,
  /** The endpoint failed (5xx). */
  SERVER,
  /** The endpoint asked to slow down (503 SlowDown, 429). */
  THROTTLED,
  /** The endpoint declined (other 4xx), such as for want of a permission. */
  REFUSED,
  /** No credentials were found to ask with. */
  CREDENTIALS,
  /** It was not asked: too many calls before had failed. */
  BREAKER_OPEN;

  /** The word used in metrics and logs, such as {@code breaker_open}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether asking again at once would most likely fail as well. */
  boolean isOutage() {
    return switch (this) {
      case CONNECTION, TIMEOUT, SERVER, THROTTLED -> true;
      case REFUSED, CREDENTIALS, BREAKER_OPEN -> false;
    };
  }
}
