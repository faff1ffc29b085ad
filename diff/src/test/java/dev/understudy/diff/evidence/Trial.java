package dev.understudy.diff.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One simulated canary: observations with given rates are dealt to some replicas, and the replica
 * that observes looks at once. It knows what the others had seen when they last told.
 */
final class Trial {
  /** The replicas tell one another after so many observations of all of them together. */
  private static final int TELL_EVERY = 10;

  private static final long BEGUN = 1_700_000_000_000L;

  private final Judge judge;
  private final SplittableRandom dice;
  private final long millisBetween;
  private final List<Evidence> replicas = new ArrayList<>();
  private final List<Standing> told = new ArrayList<>();
  private long observations;
  private int lastBad; // a bit for each metric
  private double othersRate = Double.NaN;

  Trial(Terms terms, int replicas, long millisBetween, SplittableRandom dice) {
    this.judge = new Judge(terms, BEGUN);
    this.dice = dice;
    this.millisBetween = millisBetween;
    for (int i = 0; i < replicas; i++) {
      Evidence evidence = new Evidence(terms.metrics().size(), 0);
      this.replicas.add(evidence);
      told.add(evidence.standing());
    }
  }

  /** Has all metrics but the first one bad at that rate, instead of at the first one's. */
  Trial othersAt(double rate) {
    othersRate = rate;
    return this;
  }

  /** Observes each metric once at one of the replicas. */
  private int observe(double rate) {
    int replica = replicas.size() == 1 ? 0 : dice.nextInt(replicas.size());
    Evidence evidence = replicas.get(replica);
    long now = BEGUN + observations * millisBetween;
    lastBad = 0;
    for (int metric = 0; metric < judge.terms().metrics().size(); metric++) {
      boolean bad =
          dice.nextDouble() < (metric == 0 || Double.isNaN(othersRate) ? rate : othersRate);
      evidence.observe(metric, bad, now);
      if (bad) {
        lastBad |= 1 << metric;
      }
    }
    if (++observations % TELL_EVERY == 0) {
      for (int i = 0; i < replicas.size(); i++) {
        told.set(i, replicas.get(i).standing());
      }
    }
    return replica;
  }

  private List<Standing> asSeenBy(int replica) {
    if (replicas.size() == 1) {
      return List.of(replicas.get(0).standing());
    }
    List<Standing> seen = new ArrayList<>(told);
    seen.set(replica, replicas.get(replica).standing());
    return seen;
  }

  /** Observes without looking. */
  void passesUnwatched(double rate, int times) {
    for (int i = 0; i < times; i++) {
      observe(rate);
    }
  }

  /** After how many observations harm is shown, or -1 where it is not within that many. */
  int harmShownAfter(double rate, int atMost) {
    for (int i = 1; i <= atMost; i++) {
      int replica = observe(rate);
      for (int metric = 0; lastBad != 0 && metric < judge.terms().metrics().size(); metric++) {
        if ((lastBad & 1 << metric) != 0 && judge.isHarmful(metric, asSeenBy(replica))) {
          return i;
        }
      }
    }
    return -1;
  }

  /** After how many observations all metrics are shown to be good, or -1. */
  int passShownAfter(double rate, int atMost) {
    for (int i = 1; i <= atMost; i++) {
      int replica = observe(rate);
      if (judge.isGoodEnough(0, asSeenBy(replica))) {
        return i;
      }
    }
    return -1;
  }
}
