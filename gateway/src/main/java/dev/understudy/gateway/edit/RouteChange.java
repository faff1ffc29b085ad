package dev.understudy.gateway.edit;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an edit changes of one route.
 *
 * @param route its name
 * @param kind what becomes of it
 * @param parts its parts that change
 * @param evidenceBeginsAnew whether what is known of its student does not count any more
 */
public record RouteChange(String route, Kind kind, List<Part> parts, boolean evidenceBeginsAnew) {
  public RouteChange {
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(kind, "kind");
    parts = List.copyOf(parts);
  }

  /** What becomes of a route. */
  public enum Kind {
    /** It is new. */
    ADDED,
    /** It is no more. */
    REMOVED,
    /** Some of its parts are others. */
    CHANGED
  }

  /**
   * A part that changes.
   *
   * @param name the key that rules have it under
   * @param before how it was, in words, or null where it was not there
   * @param after how it will be, likewise
   */
  public record Part(String name, @Nullable String before, @Nullable String after) {
    public Part {
      Objects.requireNonNull(name, "name");
    }
  }
}
