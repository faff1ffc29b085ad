package dev.understudy.rules.decision;

import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.match.Match;
import dev.understudy.rules.request.RequestFacts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * The decisions under these rules.
   *
   * @param shares the canary shares in force by route name; a route not named has the share of the
   *     rules
   */
  public static Decision under(Rules rules, Map<String, Share> shares) {
    return new Decision(
        rules.routes().stream().map(Route::match).toArray(Match[]::new),
        rules.routes().stream().map(Plan::teacher).toArray(Plan[]::new));
  }

  /**
   * What happens to the request.
   *
   * @return the plan, or null where it hangs on the body and that was not read yet; never null once
   *     it was
   */
  public @Nullable Plan decide(RequestFacts request) {
    int last = plans.length - 1; // the default route, which matches every request
    for (int i = 0; i < last; i++) {
      Match match = matches[i];
      if (!match.needsBody() || request.bodyRead()) {
        if (match.matches(request)) {
          return plans[i];
        }
      } else if (match.matchesHead(request)) {
        return null;
      }
    }
    return plans[last];
  }
}
