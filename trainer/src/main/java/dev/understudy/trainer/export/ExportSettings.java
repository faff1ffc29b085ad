package dev.understudy.trainer.export;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What is exported and how.
 *
 * @param formats which formats, each once
 * @param weights what becomes of the examples' weights
 * @param baseModel the model that the ready configs start from, a name on the Hugging Face Hub
 * @param sequenceTokens the longest example, in tokens of that model, that the ready configs allow
 */
public record ExportSettings(
    List<ExportFormat> formats, Weights weights, String baseModel, int sequenceTokens)
    implements Serializable {
  /** Small, capable of tool calls, and under the Apache License 2.0. */
  public static final String DEFAULT_BASE_MODEL = "Qwen/Qwen2.5-0.5B-Instruct";

  /** Long enough for most prompts, short enough for a card of 16 GB. */
  public static final int DEFAULT_SEQUENCE_TOKENS = 4096;

  /** What most can learn from: OpenAI's and TRL's lines, and Parquet. */
  public static final ExportSettings USUAL =
      new ExportSettings(
          List.of(ExportFormat.OPENAI, ExportFormat.TRL_PROMPT_COMPLETION, ExportFormat.PARQUET),
          Weights.COPIES,
          DEFAULT_BASE_MODEL,
          DEFAULT_SEQUENCE_TOKENS);

  public ExportSettings {
    formats = List.copyOf(formats);
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(baseModel, "baseModel");
    if (formats.stream().distinct().count() < formats.size()) {
      throw new IllegalArgumentException("a format must be named once, got " + formats);
    }
    if (sequenceTokens < 1) {
      throw new IllegalArgumentException("sequenceTokens must be above 0, got " + sequenceTokens);
    }
  }
}
