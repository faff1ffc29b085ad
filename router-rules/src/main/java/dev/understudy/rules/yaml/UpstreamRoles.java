package dev.understudy.rules.yaml;

import dev.understudy.rules.Credentials;
import dev.understudy.rules.Upstream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What upstreams are to the routes, and which of their keys have no effect or do harm by that. */
final class UpstreamRoles {
  private final Set<String> teachers = new HashSet<>();
  private final Set<String> weighed = new HashSet<>();
  private final Map<String, String> routesByStudent = new HashMap<>();
  private final Map<String, String> routesByModerator = new HashMap<>();

  /** The upstream is a teacher. */
  void teaches(Upstream upstream) {
    teachers.add(upstream.name());
  }

  /**
   * The upstream is a teacher beside a student: echoes cost, and what the student saves is told.
   */
  void isWeighed(Upstream upstream) {
    weighed.add(upstream.name());
  }

  /** The upstream is the route's student. */
  void studies(Upstream upstream, String route) {
    routesByStudent.putIfAbsent(upstream.name(), route);
  }

  /** The upstream, if any, tells harmful answers of the route. */
  void moderates(@Nullable Upstream upstream, String route) {
    if (upstream != null) {
      routesByModerator.putIfAbsent(upstream.name(), route);
    }
  }

  /** Reports the upstream's keys that do not fit its roles; an unused upstream may have any. */
  void check(Upstream upstream, Section in) {
    String name = upstream.name();
    String route = routesByStudent.get(name);
    if (route != null) {
      if (upstream.credentials() instanceof Credentials.Forward) {
        in.problem(
            "credentials",
            ("upstreams.%s.credentials must be none or env:NAME, as route '%s' has it as its"
                    + " student, and students never get the client's")
                .formatted(name, route));
      }
    } else if (routesByModerator.containsKey(name)) {
      checkModerator(upstream, in);
    } else if (teachers.contains(name)) {
      String nobodysStudent = "upstreams.%s.%s has no effect: no route has '%s' as its student%s";
      String unchanged = ", and a teacher gets the client's request unchanged";
      for (String key : List.of("model", "headers")) {
        if (in.has(key)) {
          in.problem(key, nobodysStudent.formatted(name, key, name, unchanged));
        }
      }
      if (in.has("price") && !weighed.contains(name)) {
        in.problem("price", nobodysStudent.formatted(name, "price", name, " or beside a student"));
      }
    }
  }

  private void checkModerator(Upstream upstream, Section in) {
    if (upstream.credentials() instanceof Credentials.Forward) {
      in.problem(
          "credentials",
          ("upstreams.%s.credentials must be none or env:NAME, as route '%s' has it for moderation,"
                  + " which never gets the client's; define it once more under another name if it"
                  + " answers clients too")
              .formatted(upstream.name(), routesByModerator.get(upstream.name())));
    }
  }
}
