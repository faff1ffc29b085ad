package dev.understudy.sink.redaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts that belong together, as they may be stored: the same value has the same placeholder in all
 * of them.
 *
 * @param texts the texts in the order in which they were given; null where null was
 * @param hits how many things were taken out of all of them, by the name of their placeholder, as
 *     in {@link Redacted}; what stands in two texts counts twice
 */
public record RedactedTexts(List<@Nullable String> texts, Map<String, Integer> hits) {
  public RedactedTexts {
    texts = Collections.unmodifiableList(new ArrayList<>(texts));
    hits = Map.copyOf(hits);
  }

  /** Never the texts. */
  @Override
  public String toString() {
    return "RedactedTexts[" + texts.size() + " texts, hits=" + hits + "]";
  }
}
