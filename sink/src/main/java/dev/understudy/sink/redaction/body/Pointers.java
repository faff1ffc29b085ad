package dev.understudy.sink.redaction.body;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON pointers (RFC 6901) to values that are treated in a way of their own; a part {@code *}
 * stands for any key or index. Immutable once made.
 */
public final class Pointers {
  /** What is done with a value. */
  enum Treatment {
    /** It is replaced by null. */
    DROP,
    /** It names a user, and is replaced by a pseudonym. */
    USER
  }

  private final Map<String, Pointers> children = new HashMap<>();
  private @Nullable Treatment treatment;

  Pointers() {}

  /** The tree of those pointers. */
  public static Pointers of(List<String> drop, List<String> users) {
    Pointers root = new Pointers();
    drop.forEach(pointer -> root.add(pointer, Treatment.DROP));
    users.forEach(pointer -> root.add(pointer, Treatment.USER));
    return root;
  }

  private void add(String pointer, Treatment how) {
    Pointers at = this;
    for (String part : pointer.substring(1).split("/", -1)) {
      String key = part.replace("~1", "/").replace("~0", "~");
      at = at.children.computeIfAbsent(key, none -> new Pointers());
    }
    at.treatment = at.treatment == null ? how : at.treatment;
  }

  /** Where one steps from some places under that key; null where nowhere. */
  static @Nullable List<Pointers> step(List<Pointers> places, String key) {
    List<Pointers> next = null;
    for (Pointers place : places) {
      for (String part : new String[] {key, "*"}) {
        Pointers child = place.children.get(part);
        if (child != null) {
          next = next == null ? new ArrayList<>(2) : next;
          next.add(child);
        }
      }
    }
    return next;
  }

  /** What is done with the value at those places; null where nothing. */
  static @Nullable Treatment treatment(List<Pointers> places) {
    Treatment treatment = null;
    for (Pointers place : places) {
      if (place.treatment == Treatment.DROP) {
        return Treatment.DROP;
      }
      treatment = place.treatment == null ? treatment : place.treatment;
    }
    return treatment;
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return children.isEmpty();
  }
}
