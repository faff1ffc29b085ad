package dev.understudy.rules;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that rules name, and where they do.
 *
 * @param kind what it is to be
 * @param route the name of the route that names it
 * @param key the key it stands under, such as {@code launch.hybrid.trained_on}
 * @param path the file
 * @param line the line of the path in the rules, counted from 1
 * @param column its column in characters, counted from 1
 */
public record NamedFile(Kind kind, String route, String key, Path path, int line, int column) {
  /** What files of rules can name. */
  public enum Kind {
    /** A learned router. */
    ROUTER,
    /** A student's description, which says what requests it was trained on. */
    STUDENT,
    /** A JSON Schema. */
    SCHEMA
  }

  public NamedFile {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(path, "path");
  }
}
