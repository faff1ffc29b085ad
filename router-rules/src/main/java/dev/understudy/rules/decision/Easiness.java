package dev.understudy.rules.decision;

import dev.understudy.rules.request.RequestFacts;

/**
 * Tells which requests are easy enough for a route's student, by what was learned. Any thread may
 * ask.
 */
@FunctionalInterface
public interface Easiness {
  /** No request is. */
  Easiness NONE = request -> false;

  /**
   * Whether the request, whose body was read and has {@value Learned#MOST_BYTES} bytes at most, is
   * easy. Never throws.
   */
  boolean isEasy(RequestFacts request);
}
