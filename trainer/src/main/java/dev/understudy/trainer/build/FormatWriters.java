package dev.understudy.trainer.build;

import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.ExportFormat;
import dev.understudy.trainer.export.ExportReport;
import dev.understudy.trainer.export.ExportSettings;
import dev.understudy.trainer.export.ExportWriter;
import dev.understudy.trainer.export.Exports;
import dev.understudy.trainer.preference.PreferencePair;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The files of one part of a set, one for each format, all written at once: each file by one thread
 * at a time, in the order given. The caller is one thread.
 */
final class FormatWriters implements Closeable {
  private static final int HELD = 500;

  private final List<ExportWriter<Example>> ofExamples = new ArrayList<>();
  private final List<ExportWriter<PreferencePair>> ofPairs = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();
  private final List<PreferencePair> pairs = new ArrayList<>();
  private final ExecutorService threads;

  private FormatWriters(int formats) {
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, formats),
            work -> {
              Thread thread = new Thread(work, "understudy-export");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins the files, in their places in the set's folder. */
  static FormatWriters begin(ExportSettings settings, Split split, Path folder) throws IOException {
    FormatWriters writers = new FormatWriters(settings.formats().size());
    try {
      for (ExportFormat format : settings.formats()) {
        Path file = folder.resolve(format.fileName(split));
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        if (format.isOfPairs()) {
          writers.ofPairs.add(Exports.ofPairs(format, split, file, settings));
        } else {
          writers.ofExamples.add(Exports.ofExamples(format, split, file, settings));
        }
      }
      return writers;
    } catch (IOException | RuntimeException | Error failed) {
      writers.close();
      throw failed;
    }
  }

  /** Whether any of the files takes pairs. */
  boolean takePairs() {
    return !ofPairs.isEmpty();
  }

  /** Adds an example to all files, and the pairs that were made of it. */
  void write(Example example, List<PreferencePair> made) throws IOException {
    examples.add(example);
    pairs.addAll(made);
    if (examples.size() == HELD) {
      writeHeld();
    }
  }

  private void writeHeld() throws IOException {
    List<Callable<Void>> all = new ArrayList<>();
    ofExamples.forEach(writer -> all.add(() -> write(writer, examples)));
    ofPairs.forEach(writer -> all.add(() -> write(writer, pairs)));
    try {
      for (Future<Void> each : threads.invokeAll(all)) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw rethrown(Objects.requireNonNull(failed.getCause()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("the export was interrupted", stopped);
    }
    examples.clear();
    pairs.clear();
  }

  private static <T> Void write(ExportWriter<T> writer, List<T> values) throws IOException {
    for (T value : values) {
      writer.write(value);
    }
    return null;
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    if (cause instanceof Error grave) {
      throw grave;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  /** Ends the files and reports what they hold. */
  List<ExportReport> finish() throws IOException {
    writeHeld();
    List<ExportReport> reports = new ArrayList<>();
    for (ExportWriter<?> writer : all()) {
      reports.add(writer.finish());
    }
    return reports;
  }

  private List<ExportWriter<?>> all() {
    List<ExportWriter<?>> all = new ArrayList<>(ofExamples);
    all.addAll(ofPairs);
    return all;
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (ExportWriter<?> writer : all()) {
      writer.close();
    }
  }
}
