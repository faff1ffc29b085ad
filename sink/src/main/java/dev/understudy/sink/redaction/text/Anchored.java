package dev.understudy.sink.redaction.text;

/**
 * Finds things of one kind around characters that each of them has. Takes time in proportion to the
 * text: what a call looks at is bounded, or looked at by no other call. Thread-safe.
 */
public interface Anchored {
  /** The ASCII characters to be called for. */
  String anchors();

  /** Looks at the anchor at that place. */
  void at(Text text, int place, Finds finds);

  /** Looks at a text that has a name, whole. */
  default void named(Text text, Finds finds) {}
}
