package dev.understudy.sink.redaction.text;

/** Takes what detectors find. */
@FunctionalInterface
public interface Finds {
  /**
   * Something that must not be stored.
   *
   * @param kind what it is, as the placeholder says it
   * @param value the thing in one spelling, so that the same thing is known again
   * @param from its first place in the text
   * @param to the place after its last
   */
  void found(Text text, String kind, String value, int from, int to);
}
