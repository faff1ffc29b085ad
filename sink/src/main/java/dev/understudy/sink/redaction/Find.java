package dev.understudy.sink.redaction;

import java.util.Objects;

/**
 * A place in a text at which something stands that a policy would take out.
 *
 * @param kind what it is, as its placeholder says it, such as {@code API_KEY}
 * @param from its first character in the text
 * @param to the character after its last; what is spelled with escapes is longer than what it says
 */
public record Find(String kind, int from, int to) {
  public Find {
    Objects.requireNonNull(kind, "kind");
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("no such stretch: " + from + " to " + to);
    }
  }
}
