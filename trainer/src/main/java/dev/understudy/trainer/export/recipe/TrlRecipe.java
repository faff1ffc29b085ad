package dev.understudy.trainer.export.recipe;

import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.ExportFormat;
import dev.understudy.trainer.export.ExportSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Configs for TRL's command line.
 *
 * @see <a href="https://huggingface.co/docs/trl/clis">TRL, "Command Line Interfaces"</a>
 * @see <a href="https://huggingface.co/docs/trl/script_utils">TRL, "Scripts Utilities",
 *     ScriptArguments</a>
 * @see <a href="https://huggingface.co/docs/trl/sft_trainer">TRL, "SFT Trainer", SFTConfig</a>
 */
final class TrlRecipe {
  private static final double DPO_LEARNING_RATE = 5e-6;
  private static final double DPO_BETA = 0.1;

  private TrlRecipe() {}

  static Recipe sft(ExportSettings settings, ExportFormat format, boolean validates) {
    List<String> comment = comment("Fine-tuning with TRL, by LoRA.", "sft", "trl-sft.yaml");
    if (format == ExportFormat.TRL_MESSAGES) {
      comment.add(
          "Prompts are learned as well as answers; trl-prompt-completion has answers only.");
    }
    Map<String, Object> config = config(settings, format, validates, "trl-sft");
    config.put("learning_rate", Recipe.LEARNING_RATE);
    config.put("num_train_epochs", Recipe.EPOCHS);
    return Recipe.of("trl-sft.yaml", comment, config);
  }

  static Recipe dpo(ExportSettings settings, boolean validates) {
    List<String> comment =
        comment("Direct preference optimization with TRL, by LoRA.", "dpo", "trl-dpo.yaml");
    comment.add(
        "Best begun from a model that was fine-tuned before: set model_name_or_path to it.");
    Map<String, Object> config =
        config(settings, ExportFormat.TRL_PREFERENCE, validates, "trl-dpo");
    config.put("learning_rate", DPO_LEARNING_RATE);
    config.put("beta", DPO_BETA);
    config.put("num_train_epochs", 1);
    return Recipe.of("trl-dpo.yaml", comment, config);
  }

  private static List<String> comment(String what, String command, String fileName) {
    List<String> comment = new ArrayList<>();
    comment.add(what + " In the folder that holds this file:");
    comment.add("  pip install \"trl[peft]>=1.0\" \"datasets>=4.8\"");
    comment.add("  trl " + command + " --config " + fileName);
    comment.add("Older versions fill the arguments of tool calls up with nulls.");
    return comment;
  }

  private static Map<String, Object> config(
      ExportSettings settings, ExportFormat format, boolean validates, String output) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("model_name_or_path", settings.baseModel());
    config.put("dataset_name", "./" + format.word());
    config.put("dataset_train_split", Split.TRAIN.word());
    if (validates) {
      config.put("dataset_test_split", Split.VALIDATION.word());
      config.put("eval_strategy", "epoch");
    }
    config.put("output_dir", "./runs/" + output);
    config.put("max_length", settings.sequenceTokens());
    config.put("use_peft", true);
    config.put("lora_r", Recipe.LORA_R);
    config.put("lora_alpha", Recipe.LORA_ALPHA);
    config.put("lora_dropout", Recipe.LORA_DROPOUT);
    config.put("lora_target_modules", "all-linear");
    config.put("per_device_train_batch_size", Recipe.BATCH);
    config.put("gradient_accumulation_steps", Recipe.ACCUMULATION);
    return config;
  }
}
