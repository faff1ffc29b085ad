package dev.understudy.sink.redaction.body;

import dev.understudy.sink.redaction.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Short strings in which nothing was found: keys, ids, roles. They repeat a thousand times in a
 * stream, and need not be searched again. Keeps the last one of each slot. Not thread-safe.
 */
final class Known {
  private static final int LONGEST = 48;
  private static final int SLOTS = 128;

  private final @Nullable String[] strings = new @Nullable String[SLOTS];
  private final @Nullable String[] names = new @Nullable String[SLOTS];

  /** The text as a string, if it is known under its name; else null. */
  @Nullable String string(Text text) {
    if (text.length() > LONGEST) {
      return null;
    }
    int slot = slot(text);
    String known = strings[slot];
    return known != null
            && known.length() == text.length()
            && text.has(known, text.start())
            && text.name().equals(names[slot])
        ? known
        : null;
  }

  /** Keeps a text in mind, unless it is too long for that. */
  void add(Text text) {
    if (text.length() <= LONGEST) {
      add(text, text.content());
    }
  }

  /** The same, of a text whose string is at hand. */
  void add(Text text, String string) {
    if (string.length() <= LONGEST) {
      int slot = slot(text);
      strings[slot] = string;
      names[slot] = text.name();
    }
  }

  private static int slot(Text text) {
    int length = text.length();
    int hash = length;
    char[] chars = text.chars();
    for (int i = text.start(); i < text.end(); i++) {
      hash = hash * 31 + chars[i];
    }
    return (hash ^ hash >>> 15) & (SLOTS - 1);
  }
}
