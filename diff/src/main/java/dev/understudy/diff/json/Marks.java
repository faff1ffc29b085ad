package dev.understudy.diff.json;

/**
 * What the terms say of one place of a value.
 *
 * @param fields the places that count; a place below one that counts, counts
 * @param ignore the places that do not
 * @param unordered the arrays without order
 */
record Marks(Places fields, Places ignore, Places unordered) {
  static Marks of(JsonTerms terms) {
    return new Marks(
        terms.fields().isEmpty() ? Places.everywhere() : Places.of(terms.fields()),
        Places.of(terms.ignore()),
        Places.of(terms.unordered()));
  }

  /** Whether nothing at this place or below it counts. */
  boolean countNothing() {
    return ignore.here() || fields.isNowhere();
  }

  /** Whether the place itself counts, not only places below it. */
  boolean countWhole() {
    return fields.here();
  }

  Marks at(String segment) {
    if (countWhole() && ignore.isNowhere() && unordered.isNowhere()) {
      return this;
    }
    return new Marks(
        countWhole() ? fields : fields.at(segment), ignore.at(segment), unordered.at(segment));
  }

  Marks atAny() {
    if (countWhole() && ignore.isNowhere() && unordered.isNowhere()) {
      return this;
    }
    return new Marks(countWhole() ? fields : fields.atAny(), ignore.atAny(), unordered.atAny());
  }
}
