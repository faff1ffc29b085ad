package dev.understudy.rules.decision;

import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.match.Match;
import dev.understudy.rules.match.RequestFacts;

/**
 * The plan for every request, as a pure function of the rules and the request's facts: the first
 * route that matches speaks. Immutable; any thread may ask.
 */
public final class Decision {
  private final Match[] matches;
  private final Plan[] plans;

  private Decision(Match[] matches, Plan[] plans) {
    this.matches = matches;
    this.plans = plans;
  }

  /** The decisions under these rules. */
  public static Decision under(Rules rules) {
    return new Decision(
        rules.routes().stream().map(Route::match).toArray(Match[]::new),
        rules.routes().stream()
            .map(route -> new Plan(route.name(), Plan.TEACHER, route.teacher()))
            .toArray(Plan[]::new));
  }

  /** What happens to the request. Allocates nothing. */
  public Plan decide(RequestFacts request) {
    int last = plans.length - 1; // the default route, which matches every request
    for (int i = 0; i < last; i++) {
      if (matches[i].matches(request)) {
        return plans[i];
      }
    }
    return plans[last];
  }
}
