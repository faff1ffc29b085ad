package dev.understudy.trainer.export;

import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the section {@code exports}:
 *
 * <pre>{@code
 * exports:
 *   formats: [openai, trl-prompt-completion, trl-preference, parquet]
 *   weights: copies           # or ignore
 *   base_model: Qwen/Qwen2.5-0.5B-Instruct
 *   sequence_tokens: 4096
 * }</pre>
 */
public final class ExportSettingsReader {
  private static final int MOST_SEQUENCE_TOKENS = 10_000_000;

  private static final Scalar<ExportFormat> FORMAT =
      Scalar.words(byWord(ExportFormat.values(), ExportFormat::word));

  private static final Scalar<String> MODEL =
      Scalar.TEXT.where(
          text -> text.matches("[A-Za-z0-9._/-]{1,200}"),
          "must be the name of a model on the Hugging Face Hub or a folder");

  private ExportSettingsReader() {}

  /** The settings that the section says; the defaults for what it does not. */
  public static ExportSettings read(Section in) {
    ExportSettings byDefault = ExportSettings.USUAL;
    List<ExportFormat> formats = in.list("formats", FORMAT, byDefault.formats());
    return new ExportSettings(
        withoutRepetitions(in, formats),
        in.value("weights", Scalar.word(Weights.class), byDefault.weights()),
        in.value("base_model", MODEL, byDefault.baseModel()),
        in.value(
            "sequence_tokens",
            Scalar.integer(1, MOST_SEQUENCE_TOKENS),
            byDefault.sequenceTokens()));
  }

  private static List<ExportFormat> withoutRepetitions(Section in, List<ExportFormat> formats) {
    Set<ExportFormat> seen = new HashSet<>();
    for (int i = 0; i < formats.size(); i++) {
      ExportFormat format = formats.get(i);
      if (!seen.add(format) && in.isSound("formats")) {
        in.problemAtItem("formats", i, "exports.formats names '" + format.word() + "' twice");
      }
    }
    return formats.stream().distinct().toList();
  }

  private static <T> Map<String, T> byWord(T[] values, Function<T, String> word) {
    Map<String, T> byWord = new LinkedHashMap<>();
    Arrays.stream(values).forEach(each -> byWord.put(word.apply(each), each));
    return byWord;
  }
}
