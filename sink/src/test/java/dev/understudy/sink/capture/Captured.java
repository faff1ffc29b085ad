package dev.understudy.sink.capture;

import dev.understudy.sink.parquet.ExchangeRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/** What a test finds in a folder of captures. */
public final class Captured {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Captured() {}

  /** All Parquet files below the folder, in order of name. */
  public static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  /** All rows of all files. */
  public static List<GenericRecord> rows(Path folder) throws IOException {
    List<GenericRecord> rows = new ArrayList<>();
    for (Path file : files(folder)) {
      try (Stream<GenericRecord> read = ExchangeRows.read(file)) {
        read.forEach(rows::add);
      }
    }
    return rows;
  }

  /** The exchange ids of all rows. */
  public static List<String> ids(Path folder) throws IOException {
    return rows(folder).stream().map(row -> row.get("exchange_id").toString()).toList();
  }

  /** Waits until that is so, half a minute at most. */
  public static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("did not come to be within " + PATIENCE);
      }
      LockSupport.parkNanos(500_000); // leaves the processor to whom it waits for
    }
  }
}
