package dev.understudy.trainer.evaluation;

import dev.understudy.trainer.run.CanonicalJson;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Frozen rows that all systems were asked, so that their figures may be laid side by side.
 *
 * @param name what reports call it, such as {@code test_balanced}
 * @param systems in the order of reports, at least one, of different names
 * @param rows at least one, of different ids; every system answered every row
 */
public record TestSet(String name, List<TestSystem> systems, List<TestRow> rows) {
  public TestSet {
    systems = List.copyOf(systems);
    rows = List.copyOf(rows);
    if (systems.isEmpty() || rows.isEmpty()) {
      throw new IllegalArgumentException(
          "test set '%s' needs at least one system and one row, got %d and %d"
              .formatted(name, systems.size(), rows.size()));
    }
    requireNames(name, systems);
    requireAnswers(name, systems, rows);
  }

  private static void requireNames(String set, List<TestSystem> systems) {
    Set<String> seen = new HashSet<>();
    for (TestSystem system : systems) {
      if (!seen.add(system.name())) {
        throw new IllegalArgumentException(
            "test set '%s' has two systems named '%s'".formatted(set, system.name()));
      }
    }
  }

  private static void requireAnswers(String set, List<TestSystem> systems, List<TestRow> rows) {
    Set<String> seen = new HashSet<>();
    for (TestRow row : rows) {
      if (!seen.add(row.id())) {
        throw new IllegalArgumentException(
            "test set '%s' has two rows with the id '%s'".formatted(set, row.id()));
      }
      for (TestSystem system : systems) {
        if (!row.answers().containsKey(system.name())) {
          throw new IllegalArgumentException(
              ("test set '%s': row '%s' has no answer of '%s'; where a system failed, give an"
                      + " empty answer")
                  .formatted(set, row.id(), system.name()));
        }
      }
    }
  }

  /** The first system of that role. */
  public Optional<TestSystem> first(Role role) {
    return systems.stream().filter(each -> each.role() == role).findFirst();
  }

  /** The system that is judged: the first student, or the first system where there is none. */
  public TestSystem subject() {
    return first(Role.STUDENT).orElse(systems.get(0));
  }

  /** The rows of which the right label is known. */
  public List<TestRow> goldRows() {
    return rows.stream().filter(row -> row.gold() != null).toList();
  }

  /** All labels that are gold or were answered, sorted. */
  public List<String> labels() {
    Set<String> labels = new TreeSet<>();
    for (TestRow row : rows) {
      addLabel(labels, row.gold());
      row.answers().values().forEach(answer -> addLabel(labels, answer.label()));
    }
    return List.copyOf(labels);
  }

  private static void addLabel(Set<String> labels, @Nullable String label) {
    if (label != null) {
      labels.add(label);
    }
  }

  /**
   * A digest of ids, inputs and gold, whatever was answered: reports with the same one are about
   * the same rows. 64 hexadecimal digits.
   */
  public String digest() {
    List<List<@Nullable String>> frozen =
        rows.stream()
            .map(row -> Arrays.asList(row.id(), row.input(), row.gold(), row.goldText()))
            .toList();
    return CanonicalJson.digest(frozen);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "TestSet[name=" + name + ", rows=" + rows.size() + "]";
  }
}
