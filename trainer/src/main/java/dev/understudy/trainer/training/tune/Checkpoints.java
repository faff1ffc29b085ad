package dev.understudy.trainer.training.tune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.understudy.student.safetensors.SafetensorsReader;
import dev.understudy.student.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a fine-tuning leaves on disk after each epoch; see the package for the files. */
final class Checkpoints {
  private static final String FILE = "checkpoint.safetensors";

  private final Path folder;
  private final Map<String, NDArray> weights;
  private final AdamW optimizer;

  /**
   * Checkpoints of weights and their optimizer.
   *
   * @param folder made when it is needed
   */
  Checkpoints(Path folder, Map<String, NDArray> weights, AdamW optimizer) {
    this.folder = folder;
    this.weights = weights;
    this.optimizer = optimizer;
  }

  /** Writes all that is needed to go on. A kill at any time leaves this checkpoint or the last. */
  void write(Progress progress) throws IOException {
    Files.createDirectories(folder);
    if (progress.isBest()) {
      SafetensorsWriter.write(best(progress), weights, Map.of());
    }
    Map<String, NDArray> all = new LinkedHashMap<>(weights);
    all.putAll(optimizer.moments());
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("epoch", Integer.toString(progress.epoch()));
    metadata.put("best_epoch", Integer.toString(progress.bestEpoch()));
    metadata.put("best_loss", Double.toString(progress.bestLoss()));
    metadata.put("steps", Long.toString(optimizer.steps()));
    SafetensorsWriter.write(folder.resolve(FILE), all, metadata);
    forgetOthers(best(progress));
  }

  private void forgetOthers(Path kept) throws IOException {
    try (DirectoryStream<Path> bests = Files.newDirectoryStream(folder, "best-*.safetensors")) {
      for (Path each : bests) {
        if (!each.equals(kept)) {
          Files.delete(each);
        }
      }
    }
  }

  private Path best(Progress progress) {
    return folder.resolve("best-" + progress.bestEpoch() + ".safetensors");
  }

  /** Sets weights and moments as the checkpoint has them, if there is one. */
  Progress restore() throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Progress.START;
    }
    Map<String, NDArray> all = new LinkedHashMap<>(weights);
    all.putAll(optimizer.moments());
    Map<String, String> said = read(file, all);
    for (String key : List.of("epoch", "best_epoch", "best_loss", "steps")) {
      if (!said.containsKey(key)) {
        throw new IOException(file + ": says no " + key + "; delete its folder to start anew");
      }
    }
    optimizer.continueFrom(Long.parseLong(text(said, "steps")));
    return new Progress(
        Integer.parseInt(text(said, "epoch")),
        Integer.parseInt(text(said, "best_epoch")),
        Double.parseDouble(text(said, "best_loss")));
  }

  /** Sets the weights as they were after the best epoch. */
  void restoreBest(Progress progress) throws IOException {
    read(best(progress), weights);
  }

  private static String text(Map<String, String> said, String key) {
    return Objects.requireNonNull(said.get(key));
  }

  private static Map<String, String> read(Path file, Map<String, NDArray> into) throws IOException {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      for (Map.Entry<String, NDArray> each : into.entrySet()) {
        try (NDManager passing = each.getValue().getManager().newSubManager()) {
          each.getValue().set(reader.read(each.getKey(), passing).toByteBuffer());
        }
      }
      return Map.copyOf(reader.metadata());
    }
  }
}
