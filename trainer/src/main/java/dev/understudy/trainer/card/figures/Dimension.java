package dev.understudy.trainer.card.figures;

/** Something rows are counted by. */
enum Dimension {
  LABEL("label", "labels", false, true, true),
  TEMPLATE("template", "templates", true, true, true),
  USER("user_pseudonym", "users", true, true, false),
  APP("app", "apps", true, true, true),
  MODEL("model", "models", true, false, true),
  CLUSTER("cluster", "clusters", false, true, false),
  DIFFICULTY("difficulty", "difficulty bins", false, true, false),
  /** Known only where a client says it in a tag of that name. */
  LANGUAGE("language", "languages", true, false, true);

  private final String column;
  private final String words;
  private final boolean ranked;
  private final boolean balanced;
  private final boolean drifting;

  Dimension(String column, String words, boolean ranked, boolean balanced, boolean drifting) {
    this.column = column;
    this.words = words;
    this.ranked = ranked;
    this.balanced = balanced;
    this.drifting = drifting;
  }

  /** The column among {@link ThinRows}. */
  String column() {
    return column;
  }

  /** What it counts, such as {@code labels}. */
  String words() {
    return words;
  }

  /** Whether the card lists its most frequent values. */
  boolean isRanked() {
    return ranked;
  }

  /** Whether balancing may be about it. */
  boolean isBalanced() {
    return balanced;
  }

  /** Whether the newest week is compared by it. */
  boolean isDrifting() {
    return drifting;
  }
}
