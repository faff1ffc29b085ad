package dev.understudy.trainer.export.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.ExportFormat;
import dev.understudy.trainer.export.ExportReport;
import dev.understudy.trainer.export.ExportSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RecipesTest {
  /**
   * The arguments used, by the documentation of TRL's ScriptArguments and ModelConfig, of its
   * SFTConfig and DPOConfig, and of the TrainingArguments below them: TRL refuses others.
   */
  private static final Set<String> TRL_ARGUMENTS =
      Set.of(
          "model_name_or_path",
          "dataset_name",
          "dataset_train_split",
          "dataset_test_split",
          "eval_strategy",
          "output_dir",
          "max_length",
          "use_peft",
          "lora_r",
          "lora_alpha",
          "lora_dropout",
          "lora_target_modules",
          "per_device_train_batch_size",
          "gradient_accumulation_steps",
          "learning_rate",
          "beta",
          "num_train_epochs");

  @Test
  void trlLearnsFromTheFolderOfItsFormat() {
    Recipe recipe = only(all(ExportFormat.TRL_PROMPT_COMPLETION), "trl-sft.yaml");

    assertThat(recipe.text())
        .isEqualTo(
            """
            # Fine-tuning with TRL, by LoRA. In the folder that holds this file:
            #   pip install "trl[peft]>=1.0" "datasets>=4.8"
            #   trl sft --config trl-sft.yaml
            # Older versions fill the arguments of tool calls up with nulls.
            model_name_or_path: Qwen/Qwen2.5-0.5B-Instruct
            dataset_name: ./trl-prompt-completion
            dataset_train_split: train
            dataset_test_split: validation
            eval_strategy: epoch
            output_dir: ./runs/trl-sft
            max_length: 4096
            use_peft: true
            lora_r: 16
            lora_alpha: 32
            lora_dropout: 0.05
            lora_target_modules: all-linear
            per_device_train_batch_size: 2
            gradient_accumulation_steps: 8
            learning_rate: 2.0E-4
            num_train_epochs: 3
            """);
  }

  @Test
  void ludwigLearnsFromColumnsOfParquet() {
    Recipe recipe = only(all(ExportFormat.PARQUET), "ludwig.yaml");

    assertThat(recipe.text())
        .isEqualTo(
            """
            # Fine-tuning with Ludwig, by LoRA. In the folder that holds this file:
            #   pip install "ludwig[llm]"
            #   ludwig train --config ludwig.yaml --training_set parquet/train.parquet \
            --validation_set parquet/validation.parquet
            # Conversations are texts here; answers that call tools are the calls as JSON.
            model_type: llm
            base_model: Qwen/Qwen2.5-0.5B-Instruct
            input_features:
            - name: input
              type: text
            output_features:
            - name: answer
              type: text
            adapter:
              type: lora
              r: 16
              alpha: 32
              dropout: 0.05
            preprocessing:
              global_max_sequence_length: 4096
            trainer:
              type: finetune
              epochs: 3
              learning_rate: 2.0E-4
              batch_size: 2
              gradient_accumulation_steps: 8
            """);
  }

  @Test
  void axolotlLearnsTheMessagesThatSaySo() {
    Recipe recipe = only(all(ExportFormat.TRL_MESSAGES), "axolotl.yaml");

    assertThat(recipe.text())
        .contains(
            """
            base_model: Qwen/Qwen2.5-0.5B-Instruct
            chat_template: tokenizer_default
            datasets:
            - path: trl-messages/train.jsonl
              ds_type: json
              split: train
              type: chat_template
              field_messages: messages
              message_field_training: train
              roles_to_train: []
              train_on_eos: turn
            test_datasets:
            - path: trl-messages/validation.jsonl
              ds_type: json
              split: train
              type: chat_template
            """);
  }

  @Test
  void recipesFitWhatWasExported() {
    assertThat(names(all(ExportFormat.values())))
        .containsExactly("axolotl.yaml", "ludwig.yaml", "trl-dpo.yaml", "trl-sft.yaml");
    assertThat(names(all(ExportFormat.OPENAI, ExportFormat.SHAREGPT))).isEmpty();
    assertThat(names(List.of(file(ExportFormat.PARQUET, Split.TRAIN, 0)))).isEmpty();
  }

  @Test
  void trlTakesMessagesWhereThereIsNothingBetter() {
    String text = only(all(ExportFormat.TRL_MESSAGES), "trl-sft.yaml").text();

    assertThat(text)
        .contains("dataset_name: ./trl-messages\n")
        .contains(
            "# Prompts are learned as well as answers; trl-prompt-completion has answers only.\n");
  }

  @Test
  void nothingIsValidatedWithoutValidationSet() {
    List<ExportReport> files = new ArrayList<>();
    for (ExportFormat format : ExportFormat.values()) {
      files.add(file(format, Split.TRAIN, 1));
      files.add(file(format, Split.VALIDATION, 0));
    }

    assertThat(Recipes.of(ExportSettings.USUAL, files))
        .hasSize(4)
        .allSatisfy(recipe -> assertThat(recipe.text()).doesNotContain("validation"));
  }

  @Test
  void trlKnowsEveryArgument() {
    for (String name : List.of("trl-sft.yaml", "trl-dpo.yaml")) {
      assertThat(TRL_ARGUMENTS)
          .as(name)
          .containsAll(arguments(only(all(ExportFormat.values()), name)));
    }
  }

  @Test
  void pythonReadsWhatJavaReads() throws Exception {
    for (Recipe recipe : Recipes.of(ExportSettings.USUAL, all(ExportFormat.values()))) {
      String read = python("import sys, yaml; print(yaml.safe_load(sys.argv[1]))", recipe.text());

      // Python's YAML 1.1 takes 2e-4 for a text and would not print it as a number.
      assertThat(read).as(recipe.fileName()).containsPattern("'learning_rate': (0.0002|5e-06)");
      assertThat(read).contains("'gradient_accumulation_steps': 8");
    }
  }

  private static String python(String program, String argument) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder("python3", "-c", program, argument).redirectErrorStream(true).start();
    } catch (IOException absent) {
      assumeTrue(false, "there is no python3 here");
      throw absent;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assumeTrue(!output.contains("No module named 'yaml'"), "python3 has no yaml here");
    return output;
  }

  private static List<String> arguments(Recipe recipe) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(recipe.text());
    assertThat(read).isInstanceOf(Map.class);
    return ((Map<?, ?>) read).keySet().stream().map(String::valueOf).toList();
  }

  private static Recipe only(List<ExportReport> files, String name) {
    return Recipes.of(ExportSettings.USUAL, files).stream()
        .filter(recipe -> recipe.fileName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<ExportReport> files) {
    return Recipes.of(ExportSettings.USUAL, files).stream().map(Recipe::fileName).toList();
  }

  private static List<ExportReport> all(ExportFormat... formats) {
    List<ExportReport> files = new ArrayList<>();
    for (ExportFormat format : formats) {
      files.add(file(format, Split.TRAIN, 10));
      files.add(file(format, Split.VALIDATION, 2));
    }
    return files;
  }

  private static ExportReport file(ExportFormat format, Split split, long rows) {
    return new ExportReport(format, split, rows, rows, rows * 100, "00", Map.of(), 0);
  }
}
