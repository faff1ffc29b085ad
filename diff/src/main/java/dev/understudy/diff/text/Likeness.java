package dev.understudy.diff.text;

/** A measure of how alike two texts are: symmetric, 1 for the same, pure and thread-safe. */
public interface Likeness {
  /** The word used for it in measures, such as {@code rouge_l}. */
  String word();

  /** How alike the two are, within [0, 1]. */
  double of(Passage one, Passage other);
}
