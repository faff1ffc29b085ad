package dev.understudy.gateway.rollout;

import dev.understudy.rules.Share;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a student has come on one route. Its methods are its moves; one that the state forbids
 * changes nothing.
 *
 * @param route the route's name
 * @param fingerprint of the student, the comparison and the gate
 * @param state how it stands
 * @param share the share in force
 * @param origin share and steps of the rules from which it began
 * @param generation how often the evidence began anew
 * @param step how often the share was moved
 * @param begun when the evidence began
 * @param since when the last move was made
 * @param by who made it
 * @param reason why
 * @param evidence what was observed, by gateway and run
 */
record Rollout(
    String route,
    String fingerprint,
    State state,
    Share share,
    Origin origin,
    long generation,
    long step,
    Instant begun,
    Instant since,
    String by,
    String reason,
    Map<String, Published> evidence) {
  Rollout {
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(share, "share");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(begun, "begun");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(reason, "reason");
    evidence = Map.copyOf(evidence);
  }

  /** Who makes a move, when and why. */
  record Cause(Instant at, String by, String reason) {}

  static Rollout begin(String route, String fingerprint, Origin origin, Cause cause) {
    return new Rollout(
        route,
        fingerprint,
        State.RUNNING,
        origin.share(),
        origin,
        1,
        1,
        cause.at(),
        cause.at(),
        cause.by(),
        cause.reason(),
        Map.of());
  }

  /** The next larger step of the rules, if there is one. */
  Optional<Share> next() {
    return origin.steps().stream().filter(step -> step.compareTo(share) > 0).findFirst();
  }

  /** The student passed: to the next step, or done where there is none. */
  Rollout promoted(Cause cause) {
    if (state != State.RUNNING) {
      return this;
    }
    return next()
        .map(to -> moved(State.RUNNING, to, cause))
        .orElseGet(() -> moved(State.DONE, share, cause));
  }

  /** The student did harm. */
  Rollout rolledBack(Cause cause) {
    return state == State.RUNNING || state == State.DONE
        ? moved(State.ROLLED_BACK, Share.NONE, cause)
        : this;
  }

  /** Somebody takes the student off. */
  Rollout rolledBackByHand(Cause cause) {
    return state == State.ROLLED_BACK ? this : moved(State.ROLLED_BACK, Share.NONE, cause);
  }

  /** Somebody wants evidence to move nothing; the share stays. */
  Rollout paused(Cause cause) {
    return state == State.RUNNING || state == State.DONE
        ? with(State.PAUSED, share, origin, generation, step, begun, cause, evidence)
        : this;
  }

  /** Somebody lets it run again, from the rules' share and without the evidence so far. */
  Rollout resumed(Origin rules, Cause cause) {
    return with(
        State.RUNNING, rules.share(), rules, generation + 1, step + 1, cause.at(), cause, Map.of());
  }

  /** The rules' share or steps were edited: they hold at once, but a roll-back stays. */
  Rollout edited(Origin rules, Cause cause) {
    if (rules.equals(origin)) {
      return this;
    }
    if (state == State.ROLLED_BACK) {
      return new Rollout(
          route,
          fingerprint,
          state,
          share,
          rules,
          generation,
          step,
          begun,
          since,
          by,
          reason,
          evidence);
    }
    return with(
        state == State.PAUSED ? State.PAUSED : State.RUNNING,
        rules.share(),
        rules,
        generation,
        step + 1,
        begun,
        cause,
        evidence);
  }

  private Rollout moved(State to, Share share, Cause cause) {
    return with(to, share, origin, generation, step + 1, begun, cause, evidence);
  }

  private Rollout with(
      State state,
      Share share,
      Origin origin,
      long generation,
      long step,
      Instant begun,
      Cause cause,
      Map<String, Published> evidence) {
    return new Rollout(
        route,
        fingerprint,
        state,
        share,
        origin,
        generation,
        step,
        begun,
        cause.at(),
        cause.by(),
        cause.reason(),
        evidence);
  }

  /**
   * Whether it is what a ledger that was lost, and begun again, says in place of the other. A
   * roll-back is never taken for that.
   */
  boolean isBehind(Rollout other) {
    if (generation != other.generation) {
      return generation < other.generation;
    }
    return begun.isAfter(other.begun)
        && other.state == State.ROLLED_BACK
        && state != State.ROLLED_BACK;
  }

  /** Whether both stand on the same evidence, rather than on some that began anew between them. */
  boolean isOnEvidenceOf(Rollout other) {
    return generation == other.generation && begun.equals(other.begun);
  }

  /** With what was observed. */
  Rollout with(Map<String, Published> evidence) {
    return new Rollout(
        route,
        fingerprint,
        state,
        share,
        origin,
        generation,
        step,
        begun,
        since,
        by,
        reason,
        evidence);
  }
}
