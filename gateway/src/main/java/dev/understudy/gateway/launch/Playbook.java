package dev.understudy.gateway.launch;

import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.decision.Decision;
import dev.understudy.rules.decision.Learned;
import dev.understudy.rules.decision.Plan;
import java.util.Map;
import java.util.Objects;

/** The rules in force, made ready to be played. Immutable; replaced whole when anything changes. */
public final class Playbook {
  private final Rules rules;
  private final Decision decision;
  private final Learned learned;
  private final Map<String, RoutePlay> plays;

  Playbook(Rules rules, Decision decision, Learned learned, Map<String, RoutePlay> plays) {
    this.rules = rules;
    this.decision = decision;
    this.learned = learned;
    this.plays = Map.copyOf(plays);
  }

  /**
   * The same, dealing other shares.
   *
   * @param shares the shares of students in force by route name; a route not named has that of the
   *     rules
   */
  public Playbook dealing(Map<String, Share> shares) {
    return new Playbook(rules, Decision.under(rules, shares, learned), learned, plays);
  }

  /** The rules. */
  public Rules rules() {
    return rules;
  }

  Decision decision() {
    return decision;
  }

  RoutePlay play(Plan plan) {
    return Objects.requireNonNull(
        plays.get(plan.route().name()), "the plan names an unknown route");
  }
}
