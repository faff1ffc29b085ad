package dev.understudy.trainer.export;

import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.preference.PreferencePair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An export as it was written: the file and what is reported of it. */
record Exported(Path file, ExportReport report) {
  static final ExportSettings FULL = settings(Weights.COPIES);

  static ExportSettings settings(Weights weights) {
    return new ExportSettings(List.of(), weights, "org/model", 2048);
  }

  static Exported of(Path folder, ExportFormat format, Example... examples) throws IOException {
    return of(folder, format, Split.TRAIN, FULL, List.of(examples));
  }

  static Exported of(
      Path folder,
      ExportFormat format,
      Split split,
      ExportSettings settings,
      List<Example> examples)
      throws IOException {
    Path file = prepared(folder, format, split);
    try (ExportWriter<Example> writer = Exports.ofExamples(format, split, file, settings)) {
      for (Example example : examples) {
        writer.write(example);
      }
      return new Exported(file, writer.finish());
    }
  }

  static Exported ofPairs(Path folder, ExportFormat format, PreferencePair... pairs)
      throws IOException {
    Path file = prepared(folder, format, Split.TRAIN);
    try (ExportWriter<PreferencePair> writer = Exports.ofPairs(format, Split.TRAIN, file, FULL)) {
      for (PreferencePair pair : pairs) {
        writer.write(pair);
      }
      return new Exported(file, writer.finish());
    }
  }

  private static Path prepared(Path folder, ExportFormat format, Split split) throws IOException {
    Path file = folder.resolve(format.fileName(split));
    Files.createDirectories(file.getParent());
    return file;
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(file);
  }

  String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
