package dev.understudy.exchange.prompt.template;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with slots: constants with what varies between them.
 *
 * <p>A text matches where it begins with the first constant and ends with the last, and has the
 * others between them in order. Each of these is taken where it <em>first</em> occurs after the one
 * before; the last constant is the one at the very end. So one text matches in one way, also where
 * its slots hold the constants' own words: with one slot, {@code '<x>'} around {@code a' b} gives
 * {@code a' b}. No slot begins or ends inside a word; slots may be empty.
 *
 * @param constants what stands before, between and after the slots: one more than there are slots;
 *     only the first and the last may be empty
 */
public record TextPattern(List<String> constants) implements Serializable {
  /** Anything at all. */
  public static final TextPattern ANY = new TextPattern(List.of("", ""));

  public TextPattern {
    constants = List.copyOf(constants);
    if (constants.isEmpty()) {
      throw new IllegalArgumentException("a pattern must have a constant, got none");
    }
    for (int i = 1; i < constants.size() - 1; i++) {
      if (constants.get(i).isEmpty()) {
        throw new IllegalArgumentException(
            "a constant between two slots must not be empty, but constant " + i + " is");
      }
    }
  }

  /** The number of slots. */
  public int slots() {
    return constants.size() - 1;
  }

  /** Whether there are no constants. */
  public boolean isAny() {
    return constants.size() == 2 && length() == 0;
  }

  /** The length of all constants, in chars. */
  public int length() {
    int length = 0;
    for (String constant : constants) {
      length += constant.length();
    }
    return length;
  }

  /** What stands in the slots, or null where the text does not match. */
  public @Nullable List<String> match(String text) {
    String first = constants.get(0);
    if (slots() == 0) {
      return text.equals(first) ? List.of() : null;
    }
    String last = constants.get(slots());
    int end = text.length() - last.length();
    if (first.length() > end || !text.startsWith(first) || !text.endsWith(last)) {
      return null;
    }
    if (!Boundary.at(text, first.length()) || !Boundary.at(text, end)) {
      return null;
    }
    if (slots() == 1) {
      return List.of(text.substring(first.length(), end));
    }
    return between(text, first.length(), end);
  }

  private @Nullable List<String> between(String text, int from, int end) {
    List<String> slots = new ArrayList<>(slots());
    int at = from;
    for (int i = 1; i < slots(); i++) {
      int found = find(text, constants.get(i), at, end);
      if (found < 0) {
        return null;
      }
      slots.add(text.substring(at, found));
      at = found + constants.get(i).length();
    }
    slots.add(text.substring(at, end));
    return slots;
  }

  /** Where the constant first stands within [from, end) without parting a word, or -1. */
  public static int find(String text, String constant, int from, int end) {
    int at = text.indexOf(constant, from);
    while (at >= 0 && at + constant.length() <= end) {
      if (Boundary.at(text, at) && Boundary.at(text, at + constant.length())) {
        return at;
      }
      at = text.indexOf(constant, at + 1);
    }
    return -1;
  }

  /**
   * The text with these slots; what {@link #match} found gives the text it found it in.
   *
   * @throws IllegalArgumentException if they are not as many as the pattern has
   */
  public String fill(List<String> values) {
    if (values.size() != slots()) {
      throw new IllegalArgumentException(
          "the pattern has " + slots() + " slots, got " + values.size() + " values");
    }
    StringBuilder text = new StringBuilder(constants.get(0));
    for (int i = 0; i < values.size(); i++) {
      text.append(values.get(i)).append(constants.get(i + 1));
    }
    return text.toString();
  }
}
