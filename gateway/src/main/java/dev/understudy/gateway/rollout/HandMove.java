package dev.understudy.gateway.rollout;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * One move by hand, tried on the page as it is here, then as the store has it; the last trial tells
 * what became of it. Trials may be on several threads, one at a time.
 */
final class HandMove implements UnaryOperator<Page> {
  private final Hand hand;
  private final Rollout known;
  private final String action;
  private final Rollout.Cause cause;
  private final BiFunction<Rollout, Rollout.Cause, Rollout> move;
  private volatile Moved outcome = Moved.NOTHING;

  /**
   * A move that was not tried yet.
   *
   * @param known the rollout as it was when the move was asked for
   * @param action its word in the audit
   */
  HandMove(
      Hand hand,
      Rollout known,
      String action,
      Rollout.Cause cause,
      BiFunction<Rollout, Rollout.Cause, Rollout> move) {
    this.hand = hand;
    this.known = known;
    this.action = action;
    this.cause = cause;
    this.move = move;
  }

  /** The same move, not tried yet, whatever was moved since its hand saw the route. */
  HandMove whateverWasSeen() {
    return new HandMove(Hand.of(hand.by(), hand.reason()), known, action, cause, move);
  }

  @Override
  public Page apply(Page page) {
    return page.moved(known.route(), known.fingerprint(), action, this::tried);
  }

  private Rollout tried(Rollout now) {
    if (now.since().equals(cause.at()) && now.by().equals(cause.by())) {
      outcome = Moved.MADE; // the store took it and could not say so
      return now;
    }
    boolean otherwise = hand.saw() != null && !now.since().equals(hand.saw());
    if (otherwise || !now.isOnEvidenceOf(known)) {
      outcome = hand.saw() == null ? Moved.NOTHING : Moved.SEEN_OTHERWISE;
      return now;
    }
    Rollout after = move.apply(now, cause);
    outcome = after.equals(now) ? Moved.NOTHING : Moved.MADE;
    return after;
  }

  /** Whether the audit of a page tells of it. */
  boolean isNotedOn(Page page) {
    return page.audit().stream()
        .anyMatch(
            line ->
                line.route().equals(known.route())
                    && line.action().equals(action)
                    && line.at().equals(cause.at())
                    && line.by().equals(cause.by()));
  }

  String route() {
    return known.route();
  }

  String action() {
    return action;
  }

  Hand hand() {
    return hand;
  }

  /** What became of it, by the last trial. */
  Moved outcome() {
    return outcome;
  }
}
