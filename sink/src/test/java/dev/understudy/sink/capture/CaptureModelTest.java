package dev.understudy.sink.capture;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Captures under random faults and crashes, step by step. {@code -Dunderstudy.model.seed=N} runs
 * one seed alone, {@code -Dunderstudy.model.runs=N} another number of them.
 */
class CaptureModelTest {
  private static final int RUNS = Integer.getInteger("understudy.model.runs", 5000);
  private static final int PARQUET_EVERY = 25;
  private static final int MOST_STEPS = 45;
  private static final int MOST_REPLAYS = 400;

  private final Logger log = (Logger) LoggerFactory.getLogger("dev.understudy.sink");
  private Path folder;
  private int replays;

  @BeforeEach
  void inMemoryWherePossible() throws IOException {
    Path memory = Path.of("/dev/shm");
    folder =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "model")
            : Files.createTempDirectory("model");
    log.setLevel(Level.OFF); // thousands of faults that are meant to be
  }

  @AfterEach
  void clear() throws IOException {
    log.setLevel(null);
    delete(folder);
  }

  @Test
  void whateverHappensAcknowledgedEntriesAreStoredOnceAndTheAccountingTellsTheRest() {
    Long only = Long.getLong("understudy.model.seed");
    LongStream seeds = only == null ? LongStream.range(0, RUNS) : LongStream.of(only);
    seeds.forEach(this::hold);
  }

  private void hold(long seed) {
    List<CaptureStep> steps = stepsOf(seed);
    Throwable failure = run(seed, steps);
    if (failure != null) {
      List<CaptureStep> fewer = shrink(seed, steps);
      throw new AssertionError(
          "seed %d: %s%nafter %s%nfewest steps that fail: %s: %s"
              .formatted(seed, failure.getMessage(), steps, fewer, run(seed, fewer)),
          failure);
    }
  }

  private static List<CaptureStep> stepsOf(long seed) {
    Random dice = new Random(seed * 31 + 7);
    return Stream.generate(() -> CaptureStep.any(dice))
        .limit(5 + dice.nextInt(MOST_STEPS))
        .toList();
  }

  /** What went wrong, or null. */
  private @Nullable Throwable run(long seed, List<CaptureStep> steps) {
    Path at = folder.resolve("run");
    try {
      Files.createDirectory(at);
      try (ModelStore store =
              seed % PARQUET_EVERY == 0
                  ? new ModelStore.InAFolder(at.resolve("captures"))
                  : new ModelStore.InMemory();
          CaptureModel model = new CaptureModel(seed, at, store)) {
        for (CaptureStep each : steps) {
          model.step(each);
        }
        model.finish();
        return null;
      } finally {
        delete(at);
      }
    } catch (IOException | RuntimeException | Error failure) {
      return failure;
    }
  }

  /** Leaves steps out, many at once and then one by one, as long as something still goes wrong. */
  private List<CaptureStep> shrink(long seed, List<CaptureStep> steps) {
    List<CaptureStep> fewest = steps;
    for (int width = steps.size() / 2; width >= 1; width /= 2) {
      for (int at = 0; at + width <= fewest.size() && replays < MOST_REPLAYS; ) {
        List<CaptureStep> without = new ArrayList<>(fewest);
        without.subList(at, at + width).clear();
        replays++;
        if (run(seed, without) != null) {
          fewest = without;
        } else {
          at += width;
        }
      }
    }
    return fewest;
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
