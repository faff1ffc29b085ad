package dev.understudy.trainer.export;

import dev.understudy.trainer.example.Split;
import java.util.Locale;

/**
 * A format that trainers of others read.
 *
 * <p>Files are named after parts of the split, so that Hugging Face's {@code load_dataset} of the
 * folder finds {@code train}, {@code validation} and, both test sets together, {@code test}.
 *
 * @see <a href="https://huggingface.co/docs/hub/datasets-file-names-and-splits">Hugging Face Hub,
 *     "File names and splits"</a>
 */
public enum ExportFormat {
  /** JSON lines for OpenAI's supervised fine-tuning. */
  OPENAI("jsonl", false),
  /** JSON lines for OpenAI's direct preference optimization. */
  OPENAI_PREFERENCE("jsonl", true),
  /** JSON lines of TRL's type "prompt-completion". */
  TRL_PROMPT_COMPLETION("jsonl", false),
  /** JSON lines of TRL's type "language modeling". */
  TRL_MESSAGES("jsonl", false),
  /** JSON lines of TRL's type "preference". */
  TRL_PREFERENCE("jsonl", true),
  /** JSON lines of ShareGPT's conversations. */
  SHAREGPT("jsonl", false),
  /** Parquet for Hugging Face's datasets and whatever else reads tables. */
  PARQUET("parquet", false);

  private final String extension;
  private final boolean ofPairs;

  ExportFormat(String extension, boolean ofPairs) {
    this.extension = extension;
    this.ofPairs = ofPairs;
  }

  /** The word used in settings and folder names, such as {@code trl-messages}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether its rows are pairs of answers rather than examples. */
  public boolean isOfPairs() {
    return ofPairs;
  }

  /** The file of a part of the split, such as {@code openai/train.jsonl}. */
  public String fileName(Split split) {
    return word() + "/" + split.word() + "." + extension;
  }
}
