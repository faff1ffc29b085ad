package dev.understudy.sink.redaction.body;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a sheet that must go, and what comes in its place.
 *
 * @param from its first place in the whole text
 * @param to the place after its last
 * @param weight how long the find is, all its stretches together: of marks that overlap, the
 *     heaviest decides what comes in their place
 * @param kind what it is, as hits are counted
 * @param value the thing in one spelling, which decides its number; null where the text is given
 * @param text the text that comes in its place, or what stands around the placeholder
 * @param head whether it is the find's first stretch; nothing comes in the place of the others
 */
record Mark(
    int from, int to, int weight, String kind, @Nullable String value, String text, boolean head) {
  Mark {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(text, "text");
  }

  /** Whether this one decides over the other. */
  boolean outweighs(Mark other) {
    if (weight != other.weight) {
      return weight > other.weight;
    }
    return text.length() > other.text.length();
  }
}
