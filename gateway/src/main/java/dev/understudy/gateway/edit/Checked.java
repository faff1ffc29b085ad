package dev.understudy.gateway.edit;

import dev.understudy.rules.yaml.Problem;
import java.util.List;
import java.util.Objects;

/**
 * What an edited text would do.
 *
 * @param version the version that it would have
 * @param problems what is wrong with it, by place; then it would change nothing
 * @param changes the routes that it would change
 */
public record Checked(String version, List<Problem> problems, List<RouteChange> changes) {
  public Checked {
    Objects.requireNonNull(version, "version");
    problems = List.copyOf(problems);
    changes = List.copyOf(changes);
  }
}
