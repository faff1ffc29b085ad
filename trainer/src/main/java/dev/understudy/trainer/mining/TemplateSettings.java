package dev.understudy.trainer.mining;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How templates are looked for, what they are called, and what students see of them.
 *
 * @param minRows how many prompts of the sample must have a template, at least 2
 * @param sample how many prompts are looked at
 * @param names texts that a constant must hold, by the names that users give
 * @param prune what students see, by the names of templates: {@code none}, {@code input}, or a text
 *     with {@code {input}} or {@code {1}}
 */
public record TemplateSettings(
    int minRows, int sample, Map<String, String> names, Map<String, String> prune)
    implements Serializable {
  /** What is used where nothing is said. */
  public static final TemplateSettings USUAL = new TemplateSettings(50, 20_000, Map.of(), Map.of());

  public TemplateSettings {
    if (minRows < 2) {
      throw new IllegalArgumentException("minRows must be at least 2, got " + minRows);
    }
    if (sample < minRows) {
      throw new IllegalArgumentException(
          "sample must be at least minRows, " + minRows + ", got " + sample);
    }
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    prune = Collections.unmodifiableMap(new LinkedHashMap<>(prune));
  }
}
