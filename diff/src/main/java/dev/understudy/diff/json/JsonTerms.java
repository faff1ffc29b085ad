package dev.understudy.diff.json;

import java.util.List;

/**
 * What counts when two JSON values are compared. Pointers are those of RFC 6901, in which a segment
 * {@code *} stands for every member of an object and every element of an array.
 *
 * @param fields the places that count, each with all below it; empty for the whole value
 * @param ignore the places that do not count, each with all below it; stronger than {@code fields}
 * @param unordered the arrays whose order does not count. Below such an array elements are told
 *     apart by what they are, so pointers reach them by {@code *} only
 * @param tolerance how far two numbers may lie apart, relative to the larger magnitude, within [0,
 *     1]; 0 for equal numbers only
 */
public record JsonTerms(
    List<String> fields, List<String> ignore, List<String> unordered, double tolerance) {
  /** The whole value, exactly. */
  public static final JsonTerms EXACT = new JsonTerms(List.of(), List.of(), List.of(), 0);

  public JsonTerms {
    fields = List.copyOf(fields);
    ignore = List.copyOf(ignore);
    unordered = List.copyOf(unordered);
    fields.forEach(Pointers::segments);
    ignore.forEach(Pointers::segments);
    unordered.forEach(Pointers::segments);
    if (!(tolerance >= 0 && tolerance <= 1)) {
      throw new IllegalArgumentException("tolerance must be within [0, 1], got " + tolerance);
    }
  }
}
