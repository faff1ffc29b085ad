package dev.understudy.rules.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
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
  private final Set<String> refused = new HashSet<>();
  private final Set<String> unsound = new HashSet<>();
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
          if (!asked.contains(key) && !refused.contains(key)) {
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

  /** Whether nothing under the key, so far as it was asked, is wrong. */
  public boolean isSound(String key) {
    return !unsound.contains(key);
  }

  /** Whether a single value stands under the key, rather than a map, a list or nothing at all. */
  public boolean isValue(String key) {
    return node(key) instanceof ScalarNode;
  }

  /** Whether a list stands under the key. */
  public boolean isList(String key) {
    return node(key) instanceof SequenceNode;
  }

  /** The key's value, or the default where the key is absent. */
  public <T> T value(String key, Scalar<T> kind, T byDefault) {
    Node node = node(key);
    return node == null ? byDefault : scalar(key, node, kind);
  }

  /** The key's value; its absence is a problem. */
  public <T> T required(String key, Scalar<T> kind) {
    Node node = node(key);
    if (node == null) {
      problems.add(place.problem(source, named(key) + " is required"));
      unsound.add(key);
      return kind.standIn();
    }
    return scalar(key, node, kind);
  }

  /** The key's value, or null where the key is absent. */
  public <T> @Nullable T valueOrNull(String key, Scalar<T> kind) {
    Node node = node(key);
    return node == null ? null : scalar(key, node, kind);
  }

  /** The key's value, null where it is {@code none}, or the default where the key is absent. */
  public <T> @Nullable T valueOrNone(String key, Scalar<T> kind, @Nullable T byDefault) {
    Node node = node(key);
    if (node == null) {
      return byDefault;
    }
    return isNone(node) ? null : scalar(key, node, kind.orNone());
  }

  /** The key's list of values, or the default where the key is absent. */
  public <T> List<T> list(String key, Scalar<T> kind, List<T> byDefault) {
    Node node = node(key);
    if (node == null) {
      return byDefault;
    }
    return watching(
        key,
        () ->
            items(key, node).stream()
                .map(item -> read("each of " + named(key), item, kind))
                .toList());
  }

  /** The section under the key; an absent one reads as an empty one. */
  public <T> T section(String key, Function<Section, T> reader) {
    NodeTuple entry = entry(key);
    Section section =
        entry == null
            ? new Section(source, problems, named(key), place, place, null)
            : watching(key, () -> child(named(key), entry.getKeyNode(), entry.getValueNode()));
    return watching(key, () -> section.read(reader));
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

  /**
   * Variants of this section by names of the user's choice, in order; empty where the key is
   * absent. Each is read as this section with the variant's entries laid over it: what is a map in
   * both is laid over entry by entry, once; anything else takes the place of what stood there.
   *
   * @param key where the variants stand, which no variant has itself
   */
  public <T> Map<String, T> variants(String key, BiFunction<String, Section, T> reader) {
    return namedSections(
        key,
        (name, over) -> {
          asked.addAll(entries.keySet()); // the variant has them and knows which it does not know
          over.asked.addAll(over.entries.keySet()); // asked by the variant
          Section variant = new Section(source, problems, path, over.namePlace, over.place, null);
          entries.forEach(
              (each, entry) -> {
                if (!each.equals(key)) {
                  variant.entries.put(each, entry);
                }
              });
          over.entries.forEach(
              (each, entry) -> variant.entries.merge(each, entry, Section::laidOver));
          return variant.read(all -> reader.apply(name, all));
        });
  }

  /**
   * Readings of this section in each of which one value is another: one for each item of the lists
   * that stand under dotted paths such as {@code student.encoder.epochs}, in their order. The item
   * takes the place of what stood there, whatever that was.
   *
   * @param within the key of the section that holds the paths
   * @param key the key they stand under
   */
  public <T> List<Alternative<T>> alternatives(
      String within, String key, Function<Section, T> reader) {
    asked.add(within);
    List<Alternative<T>> all = new ArrayList<>();
    section(
        within,
        holder -> {
          holder.asked.addAll(holder.entries.keySet()); // whoever reads the section asks for them
          return holder.section(
              key,
              paths -> {
                for (String path : paths.keys()) {
                  Node list = paths.node(path);
                  for (Node item : list == null ? List.<Node>of() : paths.items(path, list)) {
                    all.add(alternative(path, paths, item, reader));
                  }
                }
                return paths;
              });
        });
    return all;
  }

  private <T> Alternative<T> alternative(
      String path, Section paths, Node item, Function<Section, T> reader) {
    Node place = Objects.requireNonNull(paths.entries.get(path)).getKeyNode();
    List<String> keys = List.of(path.split("\\.", -1));
    Section other = new Section(source, problems, this.path, namePlace, this.place, null);
    other.entries.putAll(entries);
    String first = keys.get(0);
    other.entries.put(first, Alternative.entry(entries.get(first), place, keys, item));
    return new Alternative<>(path, Alternative.words(item), other.read(reader));
  }

  private static NodeTuple laidOver(NodeTuple below, NodeTuple above) {
    if (!(below.getValueNode() instanceof MappingNode under)
        || !(above.getValueNode() instanceof MappingNode over)) {
      return above;
    }
    List<NodeTuple> merged = new ArrayList<>(over.getValue());
    for (NodeTuple entry : under.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name
          && over.getValue().stream().noneMatch(each -> isKey(each, name.getValue()))) {
        merged.add(entry);
      }
    }
    MappingNode node =
        new MappingNode(
            over.getTag(),
            true,
            merged,
            over.getFlowStyle(),
            over.getStartMark(),
            over.getEndMark());
    return new NodeTuple(above.getKeyNode(), node);
  }

  /** The keys that stand here, in order. */
  public Set<String> keys() {
    return new LinkedHashSet<>(entries.keySet());
  }

  /** The key's single value or list of values; empty where the key is absent. */
  public <T> List<T> oneOrMore(String key, Scalar<T> kind) {
    Node node = node(key);
    return node == null
        ? List.of()
        : node instanceof ScalarNode
            ? List.of(scalar(key, node, kind))
            : list(key, kind, List.of());
  }

  /**
   * The values by names of the user's choice, in order; empty where the key is absent.
   *
   * @param naming the kind of names, by which they are also given
   */
  public <T> Map<String, T> namedValues(String key, Scalar<String> naming, Scalar<T> kind) {
    Map<String, T> values = new LinkedHashMap<>();
    section(
        key,
        all -> {
          for (String written : List.copyOf(all.entries.keySet())) {
            T value = all.required(written, kind);
            try {
              if (values.putIfAbsent(naming.read(written), value) != null) {
                all.problemAtKey(written, named(key) + " says '" + written + "' twice");
              }
            } catch (Mismatch mismatch) {
              all.problemAtKey(written, "each name in " + named(key) + " " + mismatch.getMessage());
            }
          }
          return values;
        });
    return values;
  }

  /** Where the key's value stands, or the section where the key is absent. */
  Place placeOf(String key) {
    NodeTuple entry = entries.get(key);
    return entry == null ? place : Place.of(entry.getValueNode());
  }

  /** Reports the key as one that must not be there, if it is. */
  public void refuse(String key, String message) {
    if (entries.containsKey(key)) {
      refused.add(key);
      problemAtKey(key, message);
    }
  }

  /** Reports a problem at the key's value, or at the section where the key is absent. */
  public void problem(String key, String message) {
    problems.add(placeOf(key).problem(source, message));
  }

  /** Reports a problem that begins so many code points within the key's single value. */
  public void problemWithin(String key, int offset, String message) {
    Place at = node(key) instanceof ScalarNode scalar ? Place.within(scalar, offset) : null;
    if (at != null) {
      problems.add(at.problem(source, message));
    } else {
      problem(key, message + " (at character " + (offset + 1) + " of the value)");
    }
  }

  /** Reports a problem at one item of the key's list, counted from 0. */
  public void problemAtItem(String key, int index, String message) {
    if (node(key) instanceof SequenceNode list && index < list.getValue().size()) {
      problems.add(Place.of(list.getValue().get(index)).problem(source, message));
    } else {
      problem(key, message);
    }
  }

  /** Reports a problem at the value that these keys lead to, or as far as they lead. */
  public void problemUnder(List<String> keys, String message) {
    NodeTuple entry = entries.get(keys.get(0));
    Place at = place;
    for (int i = 1; entry != null; i++) {
      Node value = entry.getValueNode();
      at = Place.of(value);
      String next = i < keys.size() ? keys.get(i) : "";
      entry =
          value instanceof MappingNode map
              ? map.getValue().stream().filter(each -> isKey(each, next)).findFirst().orElse(null)
              : null;
    }
    problems.add(at.problem(source, message));
  }

  private void problemAtKey(String key, String message) {
    NodeTuple entry = entries.get(key);
    Place at = entry == null ? place : Place.of(entry.getKeyNode());
    problems.add(at.problem(source, message));
  }

  private static boolean isKey(NodeTuple entry, String key) {
    return entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
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

  private <T> T scalar(String key, Node node, Scalar<T> kind) {
    return watching(key, () -> read(named(key), node, kind));
  }

  /** Asks, and remembers for {@link #isSound(String)} whether anything was wrong. */
  private <T> T watching(String key, Supplier<T> question) {
    int before = problems.size();
    T answer = question.get();
    if (problems.size() > before) {
      unsound.add(key);
    }
    return answer;
  }

  private <T> T read(String subject, Node node, Scalar<T> kind) {
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

  /** The key as messages name it: with the keys it stands under, such as {@code capture.redact}. */
  public String named(String key) {
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
