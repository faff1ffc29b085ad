package dev.understudy.exchange;

import java.util.Locale;

/** How an exchange ended. */
public enum Outcome {
  /** The upstream answered to the end, whatever the status, and the client was there to take it. */
  COMPLETE,
  /** No answer began: the upstream could not be reached or broke before its first byte. */
  UPSTREAM_ERROR,
  /** The upstream's answer began and then broke; the client saw the break. */
  UPSTREAM_TRUNCATED,
  /** The client left before the answer was finished. */
  CLIENT_GONE,
  /** A deadline passed: connect, first byte, idle or the whole. */
  TIMEOUT,
  /** The gateway itself declined to forward the request, or to give its answer to the client. */
  REFUSED;

  /** The word used in columns, metrics and logs, such as {@code upstream_error}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
