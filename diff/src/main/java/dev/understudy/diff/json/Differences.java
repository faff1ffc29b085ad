package dev.understudy.diff.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.exchange.Difference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places found to differ: the first {@value #MAX_DIFFERENCES}, each value as JSON text of at
 * most {@value #MAX_VALUE_LENGTH} characters. A longer one is cut and ends in {@code …[2048 of N
 * characters]}, which no JSON text does. Not thread-safe.
 */
public final class Differences {
  /** The most places that are kept. */
  public static final int MAX_DIFFERENCES = 32;

  /** The most characters of a value that are kept. */
  public static final int MAX_VALUE_LENGTH = 2048;

  private final List<Difference> found = new ArrayList<>();
  private boolean leftOut;

  /** Adds a place with both values; null where a side has none. */
  public void add(String pointer, @Nullable JsonNode teacher, @Nullable JsonNode student) {
    if (found.size() == MAX_DIFFERENCES) {
      leftOut = true;
      return;
    }
    found.add(new Difference(pointer, text(teacher), text(student)));
  }

  /** Whether another place would be left out. */
  boolean isFull() {
    return found.size() == MAX_DIFFERENCES;
  }

  void addLeftOut() {
    leftOut = true;
  }

  /** The places, in the order they were found. */
  public List<Difference> list() {
    return List.copyOf(found);
  }

  /** Whether more places differ than are kept. */
  public boolean leftOut() {
    return leftOut;
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    String text = value.toString();
    if (text.length() <= MAX_VALUE_LENGTH) {
      return text;
    }
    int end = MAX_VALUE_LENGTH;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…[" + end + " of " + text.length() + " characters]";
  }
}
