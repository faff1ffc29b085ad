package dev.understudy.rules.decision;

import dev.understudy.rules.Route;
import dev.understudy.rules.Upstream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one request.
 *
 * @param route the route that spoke about it
 * @param launch how the route serves it, a word for columns and metrics: {@code teacher, dark,
 *     canary, hybrid, student}
 * @param bucket the request's bucket in [0, 1), or null where nothing was dealt or the request has
 *     no sticky key
 * @param student whether the student serves it, with the teacher as its fallback
 * @param rehearsed whether the student is to rehearse it, if it may be rehearsed
 * @param echoed whether the teacher is to be asked a second time, if it may be rehearsed
 * @param withheld why a request that was dealt to the student stays with the teacher, or null
 */
public record Plan(
    Route route,
    String launch,
    @Nullable Double bucket,
    boolean student,
    boolean rehearsed,
    boolean echoed,
    @Nullable Withheld withheld) {
  public Plan {
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(launch, "launch");
    if (student && (rehearsed || echoed || route.student() == null)) {
      throw new IllegalArgumentException("the student serves or rehearses, not both: " + route);
    }
  }

  /** The plan in which the route's teacher alone is asked. */
  public static Plan teacher(Route route) {
    return new Plan(route, route.launch().word(), null, false, false, false, null);
  }

  /** The upstream that is asked first. */
  public Upstream upstream() {
    Upstream second = route.student();
    return student && second != null ? second : route.teacher();
  }
}
