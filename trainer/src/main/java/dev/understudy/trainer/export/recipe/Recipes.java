package dev.understudy.trainer.export.recipe;

import static dev.understudy.trainer.export.ExportFormat.PARQUET;
import static dev.understudy.trainer.export.ExportFormat.TRL_MESSAGES;
import static dev.understudy.trainer.export.ExportFormat.TRL_PREFERENCE;
import static dev.understudy.trainer.export.ExportFormat.TRL_PROMPT_COMPLETION;

import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.ExportFormat;
import dev.understudy.trainer.export.ExportReport;
import dev.understudy.trainer.export.ExportSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Chooses the configs that fit what was exported: Ludwig learns from Parquet; TRL from
 * prompt-completion, or else from messages, and from preferences; Axolotl from messages. None
 * without something to learn from, and none that looks at a validation set that is empty.
 */
public final class Recipes {
  private Recipes() {}

  /** The configs for these files, in the order of their names. */
  public static List<Recipe> of(ExportSettings settings, Collection<ExportReport> files) {
    List<Recipe> recipes = new ArrayList<>();
    if (has(files, TRL_MESSAGES, Split.TRAIN)) {
      recipes.add(AxolotlRecipe.of(settings, has(files, TRL_MESSAGES, Split.VALIDATION)));
    }
    if (has(files, PARQUET, Split.TRAIN)) {
      recipes.add(LudwigRecipe.of(settings, has(files, PARQUET, Split.VALIDATION)));
    }
    if (has(files, TRL_PREFERENCE, Split.TRAIN)) {
      recipes.add(TrlRecipe.dpo(settings, has(files, TRL_PREFERENCE, Split.VALIDATION)));
    }
    ExportFormat lessons =
        has(files, TRL_PROMPT_COMPLETION, Split.TRAIN) ? TRL_PROMPT_COMPLETION : TRL_MESSAGES;
    if (has(files, lessons, Split.TRAIN)) {
      recipes.add(TrlRecipe.sft(settings, lessons, has(files, lessons, Split.VALIDATION)));
    }
    return List.copyOf(recipes);
  }

  private static boolean has(Collection<ExportReport> files, ExportFormat format, Split split) {
    return files.stream()
        .anyMatch(file -> file.format() == format && file.split() == split && file.rows() > 0);
  }
}
