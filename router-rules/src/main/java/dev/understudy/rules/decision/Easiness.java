package dev.understudy.rules.decision;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Hybrid.Easy;
import dev.understudy.rules.Route;
import dev.understudy.rules.request.RequestFacts;
import java.util.Map;

/** Tells which requests are easy enough for a route's student. Any thread may ask. */
@FunctionalInterface
public interface Easiness {
  /** Every request is. */
  Easiness ALL = request -> true;

  /** No request is. */
  Easiness NONE = request -> false;

  /** Whether the request, whose body was read, is easy. Never throws. */
  boolean isEasy(RequestFacts request);

  /**
   * What the route's rules say.
   *
   * @param learned by route name, what stands in for the learned routers that rules name
   */
  static Easiness of(Route route, Map<String, Easiness> learned) {
    Hybrid hybrid = route.launch().hybrid();
    Easy easy = hybrid == null ? null : hybrid.easy();
    if (easy == null) {
      return ALL;
    }
    return easy instanceof Easy.Stated stated
        ? stated.condition()::holds
        : learned.getOrDefault(route.name(), NONE);
  }
}
