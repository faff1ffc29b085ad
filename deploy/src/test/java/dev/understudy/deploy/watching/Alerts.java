package dev.understudy.deploy.watching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alert rules as they lie in the repository. */
final class Alerts {
  static final Path FOLDER = Path.of("..", "deploy", "prometheus");
  static final Path FILE = FOLDER.resolve("alerts.yaml");

  private Alerts() {}

  /**
   * One alert.
   *
   * @param holdsFor how long its expression holds before it is told, as written, or empty
   */
  record Alert(String name, String expr, String holdsFor, String severity, String runbook) {}

  /** All there are, in order. */
  static List<Alert> all() throws IOException {
    return list(member(yaml(FILE), "groups")).stream()
        .flatMap(group -> list(member(group, "rules")).stream())
        .map(Alerts::alert)
        .toList();
  }

  private static Alert alert(Object rule) {
    Object holdsFor = ((Map<?, ?>) rule).get("for");
    return new Alert(
        member(rule, "alert").toString(),
        member(rule, "expr").toString(),
        holdsFor == null ? "" : holdsFor.toString(),
        member(member(rule, "labels"), "severity").toString(),
        member(member(rule, "annotations"), "runbook_url").toString());
  }

  /** A member of a map, which must be there. */
  static Object member(Object map, String key) {
    return Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
  }

  static List<?> list(Object value) {
    return (List<?>) value;
  }

  /** A YAML file as plain maps and lists. */
  static Object yaml(Path file) throws IOException {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }
}
