package dev.understudy.gateway.rollout;

import dev.understudy.rules.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that the ledger says. A rollout is found by its route and fingerprint, so that gateways with
 * different rules, while an edit spreads, do not write over one another.
 *
 * @param rollouts the rollouts
 * @param audit the last moves, the newest last
 */
record Page(List<Rollout> rollouts, List<AuditLine> audit) {
  /** Before the first rollout. */
  static final Page EMPTY = new Page(List.of(), List.of());

  private static final int AUDIT_LINES = 200;

  /** So many fingerprints of one route are remembered. */
  private static final int FINGERPRINTS = 5;

  /** A run that said nothing for so long has ended; one that lives speaks more often. */
  static final Duration RUN_ENDED = Duration.ofHours(1);

  /** The counts of runs that ended, together. */
  private static final String ENDED = "ended";

  Page {
    rollouts = List.copyOf(rollouts);
    audit = List.copyOf(audit);
  }

  @Nullable Rollout find(String route, String fingerprint) {
    for (Rollout rollout : rollouts) {
      if (rollout.route().equals(route) && rollout.fingerprint().equals(fingerprint)) {
        return rollout;
      }
    }
    return null;
  }

  /** With a rollout that speaks about these rules: a new one, or the one that is known, edited. */
  Page holding(String route, String fingerprint, Origin rules, Instant now, String by) {
    Rollout known = find(route, fingerprint);
    if (known == null) {
      Rollout first =
          Rollout.begin(route, fingerprint, rules, new Rollout.Cause(now, by, "new in the rules"));
      return with(null, first).noted("begin", rules.share(), first).withoutOldest(route);
    }
    Rollout edited =
        known.edited(rules, new Rollout.Cause(now, by, "share or steps were edited in the rules"));
    if (edited.equals(known)) {
      return this;
    }
    Page page = with(known, edited);
    return edited.step() == known.step() ? page : page.noted("edit", known.share(), edited);
  }

  /** After a move, noted in the audit; the same page if it changes nothing. */
  Page moved(String route, String fingerprint, String action, UnaryOperator<Rollout> move) {
    Rollout before = find(route, fingerprint);
    if (before == null) {
      return this;
    }
    Rollout after = move.apply(before);
    return after.equals(before) ? this : with(before, after).noted(action, before.share(), after);
  }

  /** With what a run observed. */
  Page observed(Rollout rollout, String run, Published published) {
    Map<String, Published> evidence = new HashMap<>();
    Published ended = null;
    Instant limit = published.at().minus(RUN_ENDED);
    for (Map.Entry<String, Published> other : rollout.evidence().entrySet()) {
      Published said = other.getValue();
      if (said.standing().tallies().size() != published.standing().tallies().size()) {
        continue; // not written by a gateway: the fingerprint fixes the metrics
      }
      if (other.getKey().equals(ENDED) || said.at().isBefore(limit)) {
        ended =
            ended == null ? said : new Published(said.at(), ended.standing().plus(said.standing()));
      } else {
        evidence.put(other.getKey(), said);
      }
    }
    if (ended != null) {
      evidence.put(ENDED, ended);
    }
    evidence.put(run, published);
    return with(rollout, rollout.with(evidence));
  }

  /** With that rollout as it was known before the ledger lost it. */
  Page restored(Rollout lost) {
    return with(find(lost.route(), lost.fingerprint()), lost);
  }

  private Page with(@Nullable Rollout before, Rollout after) {
    List<Rollout> changed = new ArrayList<>(rollouts);
    int place = before == null ? -1 : changed.indexOf(before);
    if (place < 0) {
      changed.add(after);
    } else {
      changed.set(place, after);
    }
    return new Page(changed, audit);
  }

  private Page noted(String action, Share from, Rollout after) {
    List<AuditLine> lines =
        new ArrayList<>(audit.subList(Math.max(0, audit.size() + 1 - AUDIT_LINES), audit.size()));
    lines.add(
        new AuditLine(
            after.since(), after.route(), action, from, after.share(), after.by(), after.reason()));
    return new Page(rollouts, lines);
  }

  private Page withoutOldest(String route) {
    List<Rollout> kept = new ArrayList<>(rollouts);
    List<Rollout> ofRoute = rollouts.stream().filter(r -> r.route().equals(route)).toList();
    kept.removeAll(ofRoute.subList(0, Math.max(0, ofRoute.size() - FINGERPRINTS)));
    return new Page(kept, audit);
  }
}
