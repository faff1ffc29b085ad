package dev.understudy.exchange.wire;

import org.jspecify.annotations.Nullable;

/** A text that arrives whole or in parts; null until its first part, however short, has come. */
final class TextDraft {
  private @Nullable String only;
  private @Nullable StringBuilder joined;

  /** Adds a part; null adds nothing. */
  void add(@Nullable String part) {
    if (part == null) {
      return;
    }
    if (joined != null) {
      joined.append(part);
    } else if (only == null || only.isEmpty()) {
      only = part;
    } else if (!part.isEmpty()) {
      joined = new StringBuilder(Math.max(256, 2 * (only.length() + part.length())));
      joined.append(only).append(part);
    }
  }

  /** Puts the whole text in the place of its parts; null changes nothing. */
  void set(@Nullable String whole) {
    if (whole != null) {
      only = whole;
      joined = null;
    }
  }

  /** Whether there is no text or an empty one. */
  boolean isEmpty() {
    return joined == null && (only == null || only.isEmpty());
  }

  /** The text so far. */
  @Nullable String text() {
    return joined != null ? joined.toString() : only;
  }
}
