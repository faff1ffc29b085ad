package dev.understudy.diff.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of JSON pointers seen from one place of a value: which of them end here and which go on
 * below. Immutable.
 */
final class Places {
  private static final Places NOWHERE = new Places(List.of());
  private static final Places EVERYWHERE = new Places(List.of(new Node()));

  static {
    EVERYWHERE.nodes.get(0).ends = true;
  }

  private final List<Node> nodes;

  private Places(List<Node> nodes) {
    this.nodes = nodes;
  }

  /** A place where pointers meet; only written while the set is built. */
  private static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private boolean ends;
  }

  /** The set seen from the value's root. */
  static Places of(List<String> pointers) {
    if (pointers.isEmpty()) {
      return NOWHERE;
    }
    Node root = new Node();
    for (String pointer : pointers) {
      Node node = root;
      for (String segment : Pointers.segments(pointer)) {
        node = node.children.computeIfAbsent(segment, s -> new Node());
      }
      node.ends = true;
    }
    return new Places(List.of(root));
  }

  /** The set that holds the root, and with it, for those who look at what covers a place, all. */
  static Places everywhere() {
    return EVERYWHERE;
  }

  /** Whether one of the pointers ends here. */
  boolean here() {
    for (Node node : nodes) {
      if (node.ends) {
        return true;
      }
    }
    return false;
  }

  /** Whether none of the pointers ends here or goes on below. */
  boolean isNowhere() {
    return nodes.isEmpty();
  }

  /** The set seen from that member or element. */
  Places at(String segment) {
    return nodes.isEmpty() ? this : step(segment);
  }

  /** The set seen from every element, that is, by {@code *} alone. */
  Places atAny() {
    return nodes.isEmpty() ? this : step(null);
  }

  private Places step(@Nullable String segment) {
    List<Node> below = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      add(below, segment == null ? null : node.children.get(segment));
      if (!Pointers.ANY.equals(segment)) {
        add(below, node.children.get(Pointers.ANY));
      }
    }
    return below.isEmpty() ? NOWHERE : new Places(below);
  }

  private static void add(List<Node> nodes, @Nullable Node node) {
    if (node != null) {
      nodes.add(node);
    }
  }
}
