package dev.understudy.bench.console;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.Verdict;
import dev.understudy.sink.parquet.ComparisonRow;
import dev.understudy.sink.parquet.TableFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Made-up disagreements of one route about labels, in a folder as gateways store them. */
final class Disagreements {
  /** The route. */
  static final String ROUTE = "moderation";

  private static final long SEED = 29;
  private static final int LABELS = 12;
  private static final int PER_FILE = 10_000;

  private final Random dice = new Random(SEED);

  /**
   * Writes that many, one each second, the newest at a moment.
   *
   * @param folder the store's
   */
  void write(Path folder, int count, Instant newest) throws IOException {
    for (int file = 0; file * PER_FILE < count; file++) {
      Instant begin = newest.minusSeconds(Math.min(count, (file + 1L) * PER_FILE));
      try (TableFileWriter writer = MadeUpFile.begin(folder, Table.COMPARISONS, begin, file)) {
        for (int i = file * PER_FILE; i < Math.min(count, (file + 1) * PER_FILE); i++) {
          writer.write(new ComparisonRow(comparison(newest.minusSeconds(i))));
        }
      }
    }
  }

  private Comparison comparison(Instant at) {
    int right = dice.nextInt(LABELS);
    int wrong = (right + 1 + dice.nextInt(LABELS - 1)) % LABELS;
    return new Comparison(
        MadeUpFile.id(at, dice),
        at,
        "bench",
        "e9eb7a842913",
        ROUTE,
        "small",
        "small-1",
        "label",
        Verdict.DIFFERENT,
        0,
        List.of(new Difference("", label(right), label(wrong))),
        List.of(),
        false,
        Duration.ofMillis(-20),
        Duration.ofMillis(-10));
  }

  private static String label(int number) {
    return "\"label-" + number + '"';
  }
}
