package dev.understudy.rules;

import dev.understudy.rules.match.Match;
import java.util.Objects;

/**
 * The rule that speaks about some requests.
 *
 * @param name its name in columns and metrics
 * @param match the requests it speaks about
 * @param teacher the upstream that answers them
 */
public record Route(String name, Match match, Upstream teacher) {
  /** The name of the last route, which speaks about all requests that no other does. */
  public static final String DEFAULT = "default";

  public Route {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(teacher, "teacher");
  }

  /** The last route. */
  public static Route toDefault(Upstream teacher) {
    return new Route(DEFAULT, Match.ALL, teacher);
  }
}
