package dev.understudy.rules.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One map of a document, asked for its keys one by one. Whatever is wrong becomes a problem, and
 * reading goes on with a valid value in the wrong one's place, so that all problems are found at
 * once. Keys nobody asked for are problems too.
 *
 * <p>An absent section reads as an empty one, so that defaults have one home: the question.
 */
public final class Section {
  private final String source;
  private final List<Problem> problems;
  private final String path;
  private final Place namePlace;
  private final Place place;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final int problemsBefore;

  private Section(
      String source,
      List<Problem> problems,
      String path,
      Place namePlace,
      Place place,
      @Nullable MappingNode map) {
    this.source = source;
    this.problems = problems;
    this.path = path;
    this.namePlace = namePlace;
    this.place = place;
    this.problemsBefore = problems.size();
    if (map != null) {
      map.getValue().forEach(this::enter);
    }
  }

  static Section root(String source, List<Problem> problems, @Nullable MappingNode map) {
    Place place = map == null ? Place.START : Place.of(map);
    return new Section(source, problems, "", place, place, map);
  }

  /** Reads and then reports the keys that were not asked for. */
  <T> T read(Function<Section, T> reader) {
    T value = reader.apply(this);
    entries.forEach(
        (key, entry) -> {
          if (!asked.contains(key)) {
            problems.add(Place.of(entry.getKeyNode()).problem(source, unknown(key)));
          }
        });
    return value;
  }

  /** Whether the section says nothing at all. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether the key is there, whatever its value. */
  public boolean has(String key) {
    asked.add(key);
    return entries.containsKey(key);
  }

  /** Whether nothing in this section, so far as it was asked, is wrong. */
  public boolean isSound() {
    return problems.size() == problemsBefore;
  }

  /** The key's value, or the default where the key is absent. */
  public <T> T value(String key, Scalar<T> kind, T byDefault) {
    Node node = node(key);
    return node == null ? byDefault : scalar(named(key), node, kind);
  }

  /** The key's value; its absence is a problem. */
  public <T> T required(String key, Scalar<T> kind) {
    Node node = node(key);
    if (node == null) {
      problems.add(place.problem(source, named(key) + " is required"));
      return kind.standIn();
    }
    return scalar(named(key), node, kind);
  }

  /** The key's value, or null where the key is absent. */
  public <T> @Nullable T valueOrNull(String key, Scalar<T> kind) {
    Node node = node(key);
    return node == null ? null : scalar(named(key), node, kind);
  }

  /** The key's value, null where it is {@code none}, or the default where the key is absent. */
  public <T> @Nullable T valueOrNone(String key, Scalar<T> kind, @Nullable T byDefault) {
    Node node = node(key);
    if (node == null) {
      return byDefault;
    }
    return isNone(node) ? null : scalar(named(key), node, kind.orNone());
  }

  /** The key's list of values, or the default where the key is absent. */
  public <T> List<T> list(String key, Scalar<T> kind, List<T> byDefault) {
    Node node = node(key);
    if (node == null) {
      return byDefault;
    }
    List<T> values = new ArrayList<>();
    for (Node item : items(key, node)) {
      values.add(scalar("each of " + named(key), item, kind));
    }
    return List.copyOf(values);
  }

  /** The section under the key; an absent one reads as an empty one. */
  public <T> T section(String key, Function<Section, T> reader) {
    NodeTuple entry = entry(key);
    if (entry == null) {
      return new Section(source, problems, named(key), place, place, null).read(reader);
    }
    return child(named(key), entry.getKeyNode(), entry.getValueNode()).read(reader);
  }

  /** The section under the key, or null where the key is absent. */
  public <T> @Nullable T sectionOrNull(String key, Function<Section, T> reader) {
    return has(key) ? section(key, reader) : null;
  }

  /** The list of sections under the key, in order; empty where the key is absent. */
  public <T> List<T> sections(String key, Function<Section, T> reader) {
    Node node = node(key);
    List<T> values = new ArrayList<>();
    if (node != null) {
      for (Node item : items(key, node)) {
        values.add(child("", item, item).read(reader));
      }
    }
    return List.copyOf(values);
  }

  /** The sections by names of the user's choice, in order; empty where the key is absent. */
  public <T> Map<String, T> namedSections(String key, BiFunction<String, Section, T> reader) {
    Map<String, T> values = new LinkedHashMap<>();
    section(
        key,
        all -> {
          for (String name : all.entries.keySet()) {
            values.put(name, all.section(name, each -> reader.apply(name, each)));
          }
          return values;
        });
    return values;
  }

  /** The values by names of the user's choice, in order; empty where the key is absent. */
  public <T> Map<String, T> namedValues(String key, Scalar<T> kind) {
    Map<String, T> values = new LinkedHashMap<>();
    section(
        key,
        all -> {
          for (String name : all.entries.keySet()) {
            values.put(name, all.required(name, kind));
          }
          return values;
        });
    return values;
  }

  /** Reports a problem at the key's value, or at the section where the key is absent. */
  public void problem(String key, String message) {
    NodeTuple entry = entries.get(key);
    Place at = entry == null ? place : Place.of(entry.getValueNode());
    problems.add(at.problem(source, message));
  }

  /** Reports a problem with the key this section stands under, such as a name it must not have. */
  public void problemAtName(String message) {
    problems.add(namePlace.problem(source, message));
  }

  /** Reports a problem of the section as a whole. */
  public void problem(String message) {
    problems.add(place.problem(source, message));
  }

  private void enter(NodeTuple entry) {
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      problems.add(Place.of(entry.getKeyNode()).problem(source, "a key must be a plain word"));
      return;
    }
    NodeTuple first = entries.putIfAbsent(key.getValue(), entry);
    if (first != null) {
      problems.add(
          Place.of(key)
              .problem(
                  source,
                  "duplicate key '%s', first on line %d"
                      .formatted(key.getValue(), Place.of(first.getKeyNode()).line())));
    }
  }

  private Section child(String childPath, Node name, Node node) {
    Place at = Place.of(node);
    if (node instanceof MappingNode map) {
      return new Section(source, problems, childPath, Place.of(name), at, map);
    }
    String subject = childPath.isEmpty() ? "each item" : childPath;
    problems.add(at.problem(source, subject + mismatch("must be a map of keys to values", node)));
    List<Problem> consequences = new ArrayList<>(); // of reading an empty map in its place
    return new Section(source, consequences, childPath, Place.of(name), at, null);
  }

  private List<Node> items(String key, Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problems.add(Place.of(node).problem(source, named(key) + mismatch("must be a list", node)));
    return List.of();
  }

  private <T> T scalar(String subject, Node node, Scalar<T> kind) {
    String wrong;
    if (node instanceof ScalarNode scalar && !isNull(scalar)) {
      try {
        return kind.read(scalar.getValue());
      } catch (Mismatch mismatch) {
        wrong = " " + mismatch.getMessage();
      }
    } else {
      wrong = mismatch("must be a single value", node);
    }
    problems.add(Place.of(node).problem(source, subject + wrong));
    return kind.standIn();
  }

  private static String mismatch(String rule, Node node) {
    if (node instanceof ScalarNode scalar) {
      return isNull(scalar)
          ? " has no value; give it one or remove the key"
          : " " + rule + ", got " + Mismatch.quoted(scalar.getValue());
    }
    return " " + rule + ", got a " + (node instanceof MappingNode ? "map" : "list");
  }

  private static boolean isNull(ScalarNode scalar) {
    return scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getTag().equals(Tag.NULL);
  }

  private static boolean isNone(Node node) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals("none");
  }

  private @Nullable Node node(String key) {
    NodeTuple entry = entry(key);
    return entry == null ? null : entry.getValueNode();
  }

  private @Nullable NodeTuple entry(String key) {
    asked.add(key);
    return entries.get(key);
  }

  private String named(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private String unknown(String key) {
    String where = path.isEmpty() ? "" : " in " + path;
    String meant = Suggestion.closest(key, asked);
    String remedy =
        meant != null
            ? ", did you mean '" + meant + "'?"
            : asked.isEmpty() ? "; none is known" : "; known: " + String.join(", ", asked);
    return "unknown key " + Mismatch.quoted(key) + where + remedy;
  }
}
