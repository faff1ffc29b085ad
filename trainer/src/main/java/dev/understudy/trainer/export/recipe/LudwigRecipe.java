package dev.understudy.trainer.export.recipe;

import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.ExportFormat;
import dev.understudy.trainer.export.ExportSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A config for Ludwig, which knows one text asked and one answered.
 *
 * @see <a href="https://ludwig.ai/latest/configuration/large_language_model/">Ludwig, "Large
 *     Language Models"</a>
 * @see <a href="https://ludwig.ai/latest/user_guide/command_line_interface/#train">Ludwig, "Command
 *     Line Interface", "train"</a>
 */
final class LudwigRecipe {
  private LudwigRecipe() {}

  static Recipe of(ExportSettings settings, boolean validates) {
    String command =
        "  ludwig train --config ludwig.yaml --training_set "
            + ExportFormat.PARQUET.fileName(Split.TRAIN)
            + (validates
                ? " --validation_set " + ExportFormat.PARQUET.fileName(Split.VALIDATION)
                : "");
    List<String> comment =
        List.of(
            "Fine-tuning with Ludwig, by LoRA. In the folder that holds this file:",
            "  pip install \"ludwig[llm]\"",
            command,
            "Conversations are texts here; answers that call tools are the calls as JSON.");
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("model_type", "llm");
    config.put("base_model", settings.baseModel());
    config.put("input_features", List.of(text("input")));
    config.put("output_features", List.of(text("answer")));
    config.put("adapter", adapter());
    config.put("preprocessing", Map.of("global_max_sequence_length", settings.sequenceTokens()));
    config.put("trainer", trainer());
    return Recipe.of("ludwig.yaml", comment, config);
  }

  private static Map<String, Object> text(String column) {
    Map<String, Object> feature = new LinkedHashMap<>();
    feature.put("name", column);
    feature.put("type", "text");
    return feature;
  }

  private static Map<String, Object> adapter() {
    Map<String, Object> adapter = new LinkedHashMap<>();
    adapter.put("type", "lora");
    adapter.put("r", Recipe.LORA_R);
    adapter.put("alpha", Recipe.LORA_ALPHA);
    adapter.put("dropout", Recipe.LORA_DROPOUT);
    return adapter;
  }

  private static Map<String, Object> trainer() {
    Map<String, Object> trainer = new LinkedHashMap<>();
    trainer.put("type", "finetune");
    trainer.put("epochs", Recipe.EPOCHS);
    trainer.put("learning_rate", Recipe.LEARNING_RATE);
    trainer.put("batch_size", Recipe.BATCH);
    trainer.put("gradient_accumulation_steps", Recipe.ACCUMULATION);
    return trainer;
  }
}
