package dev.understudy.rules;

import dev.understudy.rules.match.Match;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is ruled: where requests can go and which of them go where.
 *
 * @param version the first 12 hexadecimal digits of the SHA-256 of the rules' file, or null where
 *     there is none
 * @param upstreams every upstream, in the order of their definition; the one given at start first
 * @param routes every route, in the order in which they are asked; the last one is named {@code
 *     default} and matches every request
 * @param files every file that routes name, in the order of their places
 */
public record Rules(
    @Nullable String version, List<Upstream> upstreams, List<Route> routes, List<NamedFile> files) {
  public Rules {
    files = List.copyOf(files);
    upstreams = List.copyOf(upstreams);
    routes = List.copyOf(routes);
    if (routes.isEmpty() || !routes.get(routes.size() - 1).match().equals(Match.ALL)) {
      throw new IllegalArgumentException("the last route must match every request");
    }
    for (Route route : routes) {
      if (!upstreams.contains(route.teacher())) {
        throw new IllegalArgumentException("no such upstream: " + route.teacher().name());
      }
      if (route.student() != null && !upstreams.contains(route.student())) {
        throw new IllegalArgumentException("no such upstream: " + route.student().name());
      }
    }
  }

  /** Rules that name no files. */
  public Rules(@Nullable String version, List<Upstream> upstreams, List<Route> routes) {
    this(version, upstreams, routes, List.of());
  }

  /** The rules where there is no file: everything goes to the teacher given at start. */
  public static Rules teacherOnly(URI url) {
    Upstream teacher = Upstream.teacher(url);
    return new Rules(null, List.of(teacher), List.of(Route.toDefault(teacher)));
  }
}
