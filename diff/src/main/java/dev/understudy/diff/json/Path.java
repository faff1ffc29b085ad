package dev.understudy.diff.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way from a value's root to one place in it; written out only where it is asked for. */
record Path(@Nullable Path parent, String segment) {
  static final Path ROOT = new Path(null, "");

  Path at(String below) {
    return new Path(this, below);
  }

  /** The JSON pointer. */
  String pointer() {
    List<String> segments = new ArrayList<>();
    for (Path at = this; at.parent != null; at = at.parent) {
      segments.add(at.segment);
    }
    StringBuilder pointer = new StringBuilder();
    for (int i = segments.size() - 1; i >= 0; i--) {
      pointer.append('/').append(Pointers.escaped(segments.get(i)));
    }
    return pointer.toString();
  }
}
