package dev.understudy.trainer.card.figures;

import org.jspecify.annotations.Nullable;

/** Names as they stand in sentences. */
final class Words {
  private static final int NAME_LIMIT = 40;

  private Words() {}

  /** The name in quotes, or its beginning where it is long; {@code none} where there is none. */
  static String quoted(@Nullable String name) {
    if (name == null) {
      return "none";
    }
    return name.codePointCount(0, name.length()) <= NAME_LIMIT
        ? "'" + name + "'"
        : "'" + name.substring(0, name.offsetByCodePoints(0, NAME_LIMIT)) + "…'";
  }
}
