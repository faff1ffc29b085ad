package dev.understudy.gateway.rollout;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * One move by hand, tried on the rollout as it is here, then as the store has it; the last trial
 * tells what became of it. Trials may be on several threads, one at a time.
 */
final class HandMove implements UnaryOperator<Rollout> {
  private final Hand hand;
  private final Rollout known;
  private final Rollout.Cause cause;
  private final BiFunction<Rollout, Rollout.Cause, Rollout> move;
  private volatile Moved outcome = Moved.NOTHING;

  /**
   * A move that was not tried yet.
   *
   * @param known the rollout as it was when the move was asked for
   */
  HandMove(
      Hand hand,
      Rollout known,
      Rollout.Cause cause,
      BiFunction<Rollout, Rollout.Cause, Rollout> move) {
    this.hand = hand;
    this.known = known;
    this.cause = cause;
    this.move = move;
  }

  @Override
  public Rollout apply(Rollout now) {
    if (now.since().equals(cause.at()) && now.by().equals(cause.by())) {
      outcome = Moved.MADE; // the store took it and could not say so
      return now;
    }
    boolean otherwise = hand.saw() != null && !now.since().equals(hand.saw());
    if (otherwise || now.generation() != known.generation() || !now.begun().equals(known.begun())) {
      outcome = hand.saw() == null ? Moved.NOTHING : Moved.SEEN_OTHERWISE;
      return now;
    }
    Rollout after = move.apply(now, cause);
    outcome = after.equals(now) ? Moved.NOTHING : Moved.MADE;
    return after;
  }

  /** What became of it, by the last trial. */
  Moved outcome() {
    return outcome;
  }
}
