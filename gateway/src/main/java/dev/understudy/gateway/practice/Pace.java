package dev.understudy.gateway.practice;

import java.time.Duration;

/**
 * How fast the practice teacher speaks.
 *
 * @param latency from the request to the first token
 * @param tokensPerSecond tokens per second after it; infinite says everything at once
 */
record Pace(Duration latency, double tokensPerSecond) {
  Pace {
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency must not be negative, got " + latency);
    }
    if (!(tokensPerSecond > 0)) {
      throw new IllegalArgumentException(
          "tokens per second must be more than 0, got " + tokensPerSecond);
    }
  }

  /** How many tokens are due this long after the first. */
  long dueAfter(Duration sinceFirst) {
    double due = 1 + sinceFirst.toNanos() / 1e9 * tokensPerSecond;
    return due >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) due;
  }

  /** How long a whole answer of so many tokens takes. */
  Duration wholeAnswer(int tokens) {
    return latency.plusNanos((long) (Math.max(0, tokens - 1) / tokensPerSecond * 1e9));
  }

  /** How long to wait between two looks at what is due: one token, but never under 1 ms. */
  Duration tick() {
    return Duration.ofMillis(Math.max(1, Math.min(1000, Math.round(1000 / tokensPerSecond))));
  }
}
