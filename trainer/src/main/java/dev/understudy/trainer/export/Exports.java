package dev.understudy.trainer.export;

import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.chat.ChatReader;
import dev.understudy.trainer.export.chat.Contrast;
import dev.understudy.trainer.export.chat.Lesson;
import dev.understudy.trainer.export.shape.OpenAiChat;
import dev.understudy.trainer.export.shape.OpenAiPreference;
import dev.understudy.trainer.export.shape.Shape;
import dev.understudy.trainer.export.shape.ShareGpt;
import dev.understudy.trainer.export.shape.TrlLanguageModeling;
import dev.understudy.trainer.export.shape.TrlPreference;
import dev.understudy.trainer.export.shape.TrlPromptCompletion;
import dev.understudy.trainer.preference.PreferencePair;
import java.io.IOException;
import java.nio.file.Path;

/** Begins the files of an export. */
public final class Exports {
  private Exports() {}

  /**
   * Begins a file of examples; the caller closes it. A file that is there is overwritten. Weights
   * count in the part that is learned from alone.
   *
   * @param file where; its folder is there
   * @throws IllegalArgumentException if the format is one of pairs
   * @throws IOException if the file cannot be written
   */
  public static ExportWriter<Example> ofExamples(
      ExportFormat format, Split split, Path file, ExportSettings settings) throws IOException {
    ChatReader reader = new ChatReader();
    if (format == ExportFormat.PARQUET) {
      return new ParquetExport(split, file, reader);
    }
    Shape<Lesson> shape = lessonShape(format);
    Weights weights = split == Split.TRAIN ? settings.weights() : Weights.IGNORE;
    return new JsonLinesExport<>(
        format,
        split,
        file,
        reader,
        example -> shape.row(reader.lesson(example)),
        example -> weights.copies(example.id(), example.marks().weight()));
  }

  /**
   * Begins a file of pairs; the caller closes it. A file that is there is overwritten.
   *
   * @param file where; its folder is there
   * @throws IllegalArgumentException if the format is one of examples
   * @throws IOException if the file cannot be written
   */
  public static ExportWriter<PreferencePair> ofPairs(
      ExportFormat format, Split split, Path file, ExportSettings settings) throws IOException {
    ChatReader reader = new ChatReader();
    Shape<Contrast> shape = contrastShape(format);
    return new JsonLinesExport<>(
        format, split, file, reader, pair -> shape.row(reader.contrast(pair)), pair -> 1);
  }

  private static Shape<Lesson> lessonShape(ExportFormat format) {
    return switch (format) {
      case OPENAI -> new OpenAiChat();
      case TRL_PROMPT_COMPLETION -> new TrlPromptCompletion();
      case TRL_MESSAGES -> new TrlLanguageModeling();
      case SHAREGPT -> new ShareGpt();
      case OPENAI_PREFERENCE, TRL_PREFERENCE, PARQUET ->
          throw new IllegalArgumentException(format.word() + " is not of examples");
    };
  }

  private static Shape<Contrast> contrastShape(ExportFormat format) {
    return switch (format) {
      case OPENAI_PREFERENCE -> new OpenAiPreference();
      case TRL_PREFERENCE -> new TrlPreference();
      case OPENAI, TRL_PROMPT_COMPLETION, TRL_MESSAGES, SHAREGPT, PARQUET ->
          throw new IllegalArgumentException(format.word() + " is not of pairs");
    };
  }
}
