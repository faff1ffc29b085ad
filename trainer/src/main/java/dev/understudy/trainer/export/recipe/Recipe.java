package dev.understudy.trainer.export.recipe;

import dev.understudy.rules.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A config of someone else's trainer. It names the export's files from where it lies itself: beside
 * the formats' folders.
 *
 * @param fileName its file's name, such as {@code axolotl.yaml}
 * @param text the file: a comment that says how to run it, then YAML
 */
public record Recipe(String fileName, String text) {
  // On every linear layer, and alpha twice r: Biderman et al. 2024, "LoRA Learns Less and Forgets
  // Less"; LoRA is of Hu et al. 2021.
  static final int LORA_R = 16;
  static final int LORA_ALPHA = 32;
  static final double LORA_DROPOUT = 0.05;
  static final double LEARNING_RATE = 2e-4;
  static final int EPOCHS = 3;
  static final int BATCH = 2;
  static final int ACCUMULATION = 8;

  public Recipe {
    Objects.requireNonNull(fileName, "fileName");
    Objects.requireNonNull(text, "text");
  }

  static Recipe of(String fileName, List<String> comment, Map<String, ?> config) {
    String head = comment.stream().map(line -> "# " + line + "\n").collect(Collectors.joining());
    return new Recipe(fileName, head + Yaml.write(config));
  }
}
