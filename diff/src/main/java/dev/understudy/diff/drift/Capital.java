package dev.understudy.diff.drift;

import dev.understudy.diff.evidence.Reserve;

/**
 * A capital of one that is betted step by step. Half is staked at once, and each later step stakes
 * a little of what is left, so that a change is found however late it comes.
 */
final class Capital {
  /** Beyond it, nothing is learned from more, and sums of several must not overflow. */
  private static final double MOST = 1e250;

  private double staked;
  private long steps;

  /** Stakes what is due, and multiplies all that is staked. */
  void bet(double factor) {
    staked += Reserve.before(steps) - Reserve.before(steps + 1);
    staked = Math.min(MOST, staked * factor);
    steps++;
  }

  /** What is there now, staked or not. */
  double amount() {
    return staked + Reserve.before(steps);
  }
}
