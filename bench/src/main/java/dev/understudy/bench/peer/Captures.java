package dev.understudy.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/**
 * What Understudy has written: the spool still to be drained and the Parquet files, both judged by
 * the files alone, so that no figure rests on the program's own word.
 *
 * @param store the folder of Parquet files
 * @param spool the folder of segments
 */
public record Captures(Path store, Path spool) {
  /** An empty segment has a header; anything beyond is work. */
  private static final long EMPTY_BYTES = 4_096;

  private static final Duration QUIET = Duration.ofMillis(1_500);

  /** Bytes in the spool now. */
  public long spoolBytes() {
    return files(spool, "").stream().mapToLong(Captures::size).sum();
  }

  /**
   * Waits until the spool has been empty for a moment.
   *
   * @return whether it was so in time
   */
  public boolean awaitDrained(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    long emptySince = Long.MAX_VALUE;
    while (System.nanoTime() < deadline) {
      long now = System.nanoTime();
      if (spoolBytes() > EMPTY_BYTES) {
        emptySince = Long.MAX_VALUE;
      } else if (emptySince == Long.MAX_VALUE) {
        emptySince = now;
      } else if (now - emptySince >= QUIET.toNanos()) {
        return true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** Exchanges in the store. */
  public long exchanges() {
    return rows("exchanges");
  }

  /** Comparisons in the store. */
  public long comparisons() {
    return rows("comparisons");
  }

  private long rows(String table) {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    long rows = 0;
    for (Path file : files(store.resolve(table), ".parquet")) {
      try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
        rows += reader.getRecordCount();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return rows;
  }

  /** Bytes of all Parquet files in the store. */
  public long storedBytes() {
    return files(store, ".parquet").stream().mapToLong(Captures::size).sum();
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending))
          .filter(Files::isRegularFile)
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (UncheckedIOException vanished) { // a segment was deleted while we looked
      return files(folder, ending);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) { // drained in the meantime
      return 0;
    }
  }
}
