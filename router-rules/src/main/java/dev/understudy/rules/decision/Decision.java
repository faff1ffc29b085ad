package dev.understudy.rules.decision;

import dev.understudy.rules.Launch;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.match.Match;
import dev.understudy.rules.request.RequestFacts;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The plan for every request, as a pure function of the rules and the request's facts: the first
 * route that matches speaks. Immutable; any thread may ask.
 *
 * <p>A canary or a hybrid deals sticky keys: raising its share only adds keys to the student's, of
 * which a hybrid leaves the requests to the teacher that are not easy, or that the student was not
 * trained for. Rehearsals and echoes are dealt by request, each on its own, among the requests that
 * stay with the teacher. Whether a request that is dealt to rehearsal may be rehearsed is asked of
 * {@link Eligibility} when its body was read; one that is dealt to the student is asked about
 * before its plan is given.
 */
public final class Decision {
  /**
   * The header by which a client chooses {@code teacher} or {@code student} for one request, where
   * the route allows it. Without a student it has no effect, and neither has any other value.
   */
  public static final String PIN_HEADER = "x-understudy-launch";

  private final Match[] matches;
  private final Dealer[] dealers;

  private Decision(Match[] matches, Dealer[] dealers) {
    this.matches = matches;
    this.dealers = dealers;
  }

  /**
   * The decisions under these rules.
   *
   * @param shares the shares of students in force by route name; a route not named has the share of
   *     the rules, which is all where the launch is {@code student}
   */
  public static Decision under(Rules rules, Map<String, Share> shares) {
    return under(rules, shares, Learned.NONE);
  }

  /** The same, with what the files say that rules name. */
  public static Decision under(Rules rules, Map<String, Share> shares, Learned learned) {
    return new Decision(
        rules.routes().stream().map(Route::match).toArray(Match[]::new),
        rules.routes().stream()
            .map(route -> new Dealer(route, share(route, shares), Selection.of(route, learned)))
            .toArray(Dealer[]::new));
  }

  /** The share of the route's student in force; none where it only rehearses. */
  private static Share share(Route route, Map<String, Share> shares) {
    Launch.Canary dealt = route.launch().dealt();
    if (dealt == null && !route.launch().student()) {
      return Share.NONE;
    }
    return shares.getOrDefault(route.name(), dealt == null ? Share.ALL : dealt.share());
  }

  /**
   * What happens to the request. The plan's bucket is there where the route has a student, the
   * request a sticky key, and that does not lie in a body that the plan does not hang on and that
   * was not read.
   *
   * @return the plan, or null where it hangs on the body and that was not read yet; never null once
   *     it was
   */
  public @Nullable Plan decide(RequestFacts request) {
    return decide(request, null);
  }

  /**
   * What would happen to a request of which only a record is left, body and all as far as recorded.
   *
   * @param recorded the bucket in [0, 1) that the request has under that route, where its record
   *     tells that instead of its key; negative where it does not
   */
  public Plan decideRecorded(RequestFacts request, ToDoubleFunction<Route> recorded) {
    Plan plan = decide(request, recorded);
    if (plan == null) {
      throw new IllegalArgumentException("the body of a record counts as read");
    }
    return plan;
  }

  private @Nullable Plan decide(RequestFacts request, @Nullable ToDoubleFunction<Route> recorded) {
    int last = dealers.length - 1; // the default route, which matches every request
    for (int i = 0; i < last; i++) {
      Match match = matches[i];
      if (!match.needsBody() || request.bodyRead()) {
        if (match.matches(request)) {
          return dealers[i].plan(request, recorded);
        }
      } else if (match.matchesHead(request)) {
        return null;
      }
    }
    return dealers[last].plan(request, recorded);
  }

  /**
   * The bucket in [0, 1) of the request's sticky key under that route; null where it has no key, or
   * none can be told as the body was not read.
   */
  public static @Nullable Double bucket(Route route, RequestFacts request) {
    if (!StickyKey.isAtHand(route.sticky(), request)) {
      return null;
    }
    String key = StickyKey.of(route.sticky(), request);
    return key == null ? null : (Double) Bucket.fraction(Dealer.keys(route).of(key));
  }
}
