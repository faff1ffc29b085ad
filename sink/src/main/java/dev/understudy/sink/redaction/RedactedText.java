package dev.understudy.sink.redaction;

import java.util.Map;
import java.util.Objects;

/**
 * A text that may be stored.
 *
 * @param text the text; the very one that was given where nothing was taken out
 * @param hits how many things were taken out, by the name of their placeholder, as in {@link
 *     Redacted}
 */
public record RedactedText(String text, Map<String, Integer> hits) {
  public RedactedText {
    Objects.requireNonNull(text, "text");
    hits = Map.copyOf(hits);
  }

  /** Never the text. */
  @Override
  public String toString() {
    return "RedactedText[hits=" + hits + "]";
  }
}
