package dev.understudy.trainer.export.recipe;

import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.ExportFormat;
import dev.understudy.trainer.export.ExportSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A config for Axolotl, which learns the messages that say so themselves.
 *
 * @see <a href="https://docs.axolotl.ai/docs/dataset-formats/conversation.html">Axolotl,
 *     "Conversation"</a>
 * @see <a href="https://docs.axolotl.ai/docs/config-reference.html">Axolotl, "Config Reference"</a>
 */
final class AxolotlRecipe {
  private AxolotlRecipe() {}

  static Recipe of(ExportSettings settings, boolean validates) {
    List<String> comment =
        List.of(
            "Fine-tuning with Axolotl, by LoRA. In the folder that holds this file:",
            "  pip install --no-build-isolation axolotl",
            "  axolotl train axolotl.yaml");
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("base_model", settings.baseModel());
    config.put("chat_template", "tokenizer_default");
    config.put("datasets", List.of(dataset(Split.TRAIN)));
    if (validates) {
      config.put("test_datasets", List.of(dataset(Split.VALIDATION)));
      config.put("evals_per_epoch", 1);
    }
    config.put("output_dir", "./runs/axolotl");
    config.put("adapter", "lora");
    config.put("lora_r", Recipe.LORA_R);
    config.put("lora_alpha", Recipe.LORA_ALPHA);
    config.put("lora_dropout", Recipe.LORA_DROPOUT);
    config.put("lora_target_linear", true);
    config.put("sequence_len", settings.sequenceTokens());
    config.put("sample_packing", false);
    config.put("micro_batch_size", Recipe.BATCH);
    config.put("gradient_accumulation_steps", Recipe.ACCUMULATION);
    config.put("num_epochs", Recipe.EPOCHS);
    config.put("optimizer", "adamw_torch_fused");
    config.put("lr_scheduler", "cosine");
    config.put("learning_rate", Recipe.LEARNING_RATE);
    config.put("bf16", "auto");
    config.put("gradient_checkpointing", true);
    return Recipe.of("axolotl.yaml", comment, config);
  }

  private static Map<String, Object> dataset(Split split) {
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("path", ExportFormat.TRL_MESSAGES.fileName(split));
    dataset.put("ds_type", "json");
    dataset.put("split", "train"); // what Hugging Face calls all of a single file
    dataset.put("type", "chat_template");
    dataset.put("field_messages", "messages");
    dataset.put("message_field_training", "train");
    dataset.put("roles_to_train", new ArrayList<>()); // a shared one would become an alias
    dataset.put("train_on_eos", "turn");
    return dataset;
  }
}
