package dev.understudy.gateway.rollout;

import dev.understudy.diff.evidence.Outcome;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs what moves a rollout, and what does not. */
final class MoveLog {
  private static final Logger LOG = LoggerFactory.getLogger(MoveLog.class);
  private static final String RESUME =
      "edit the student, the comparison or the gate of the route, or resume it on the admin port";

  private final Set<String> said = new HashSet<>(); // guarded by itself

  /**
   * A roll-back holds although the rules give the student a share; said once for each share, not at
   * each edit of something else.
   */
  void stillRolledBack(Rollout rollout, Origin rules) {
    if (rollout.state() == State.ROLLED_BACK
        && !rules.share().isNone()
        && isNew(rollout.route(), rollout.since().toString(), rules.share().toString())) {
      LOG.atWarn()
          .addKeyValue("route", rollout.route())
          .addKeyValue("rulesShare", rules.share())
          .addKeyValue("since", rollout.since())
          .addKeyValue("by", rollout.by())
          .addKeyValue("reason", rollout.reason())
          .addKeyValue("remedy", RESUME)
          .log("student stays rolled back whatever share the rules give it");
    }
  }

  /** A move, here or at another gateway. */
  void moved(Rollout before, Rollout now) {
    boolean rolledBack = now.state() == State.ROLLED_BACK && before.state() != State.ROLLED_BACK;
    LoggingEventBuilder line =
        LOG.atLevel(rolledBack ? Level.WARN : Level.INFO)
            .addKeyValue("route", now.route())
            .addKeyValue("state", now.state().word())
            .addKeyValue("from", before.share())
            .addKeyValue("to", now.share())
            .addKeyValue("by", now.by())
            .addKeyValue("reason", now.reason());
    if (rolledBack) {
      line.addKeyValue("remedy", RESUME).log("student rolled back");
    } else {
      line.log("rollout moved");
    }
  }

  /** A move by hand of which it could not be said in time whether it was made, and was. */
  void madeByHand(HandMove move) {
    LOG.atInfo()
        .addKeyValue("route", move.route())
        .addKeyValue("action", move.action())
        .addKeyValue("by", move.hand().by())
        .addKeyValue("reason", move.hand().reason())
        .log("route was moved by hand");
  }

  /** What is shown and moves nothing is logged once in a step. */
  void shown(Watch.Shown shown) {
    Rollout rollout = shown.rollout();
    Outcome outcome = shown.judgement().outcome();
    if (!isNew(
        rollout.route(),
        rollout.fingerprint(),
        Long.toString(rollout.generation()),
        Long.toString(rollout.step()),
        outcome.word())) {
      return;
    }
    LOG.atLevel(outcome == Outcome.ROLL_BACK ? Level.WARN : Level.INFO)
        .addKeyValue("route", rollout.route())
        .addKeyValue("shown", outcome.word())
        .addKeyValue("share", rollout.share())
        .addKeyValue(
            "reason",
            outcome == Outcome.ROLL_BACK
                ? Reasons.harm(shown.judgement())
                : Reasons.reading(shown.judgement().slowest()))
        .log(
            outcome == Outcome.UNDECIDED
                ? "evidence is undecided at its budget"
                : "evidence moves nothing here, as the gate says");
  }

  private boolean isNew(String... what) {
    synchronized (said) {
      return said.add(String.join(" ", what));
    }
  }
}
