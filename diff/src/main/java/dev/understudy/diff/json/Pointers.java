package dev.understudy.diff.json;

import java.util.ArrayList;
import java.util.List;

/** JSON pointers (RFC 6901) as texts and as segments. */
final class Pointers {
  /** Stands for every member and every element. */
  static final String ANY = "*";

  private Pointers() {}

  /**
   * The segments, unescaped.
   *
   * @throws IllegalArgumentException where it is no JSON pointer
   */
  static List<String> segments(String pointer) {
    if (pointer.isEmpty()) {
      return List.of();
    }
    if (pointer.charAt(0) != '/') {
      throw new IllegalArgumentException(
          "a JSON pointer is empty or begins with '/', got '" + pointer + "'");
    }
    List<String> segments = new ArrayList<>();
    for (int from = 1; from <= pointer.length(); ) {
      int slash = pointer.indexOf('/', from);
      int to = slash < 0 ? pointer.length() : slash;
      segments.add(unescaped(pointer.substring(from, to), pointer));
      from = to + 1;
    }
    return segments;
  }

  private static String unescaped(String segment, String pointer) {
    for (int tilde = segment.indexOf('~'); tilde >= 0; tilde = segment.indexOf('~', tilde + 1)) {
      char next = tilde + 1 < segment.length() ? segment.charAt(tilde + 1) : ' ';
      if (next != '0' && next != '1') {
        throw new IllegalArgumentException(
            "in a JSON pointer '~' is written '~0', got '" + pointer + "'");
      }
    }
    return segment.replace("~1", "/").replace("~0", "~");
  }

  static String escaped(String segment) {
    return segment.replace("~", "~0").replace("/", "~1");
  }
}
