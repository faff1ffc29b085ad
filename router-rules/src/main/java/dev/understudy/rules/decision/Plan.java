package dev.understudy.rules.decision;

import dev.understudy.rules.Upstream;
import java.util.Objects;

/**
 * What happens to one request.
 *
 * @param route the name of the route that spoke about it
 * @param launch how the route serves it: {@code teacher}
 * @param upstream where it goes
 */
public record Plan(String route, String launch, Upstream upstream) {
  /** The launch in which the teacher alone is asked. */
  public static final String TEACHER = "teacher";

  public Plan {
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(launch, "launch");
    Objects.requireNonNull(upstream, "upstream");
  }
}
