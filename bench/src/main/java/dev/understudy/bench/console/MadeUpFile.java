package dev.understudy.bench.console;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.TableLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Made-up files of a folder as gateways store them. */
final class MadeUpFile {
  private MadeUpFile() {}

  /**
   * Begins a file of rows of one hour.
   *
   * @param folder the store's
   * @param at a time in the hour
   * @param number the file's, which no other has
   */
  static TableFileWriter begin(Path folder, Table table, Instant at, int number)
      throws IOException {
    String segment = Integer.toString(number);
    String name = TableLayout.of(table).fileName(TableLayout.partition(at), "bench", segment);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return TableFileWriter.create(file, table, "bench", segment);
  }

  /** An id that tells the time (UUIDv7, RFC 9562), as gateways give them. */
  static UUID id(Instant at, Random dice) {
    return new UUID(at.toEpochMilli() << 16 | 0x7000, dice.nextLong() >>> 2 | Long.MIN_VALUE);
  }
}
