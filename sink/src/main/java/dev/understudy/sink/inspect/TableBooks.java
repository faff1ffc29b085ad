package dev.understudy.sink.inspect;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.parquet.rows.Replaced;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.Partition;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one table's files hold, beside what they should: each file's footer tells how many rows it
 * was written with, or which files were merged into it and how many rows those had.
 *
 * @param table the table
 * @param files how many files it has
 * @param rows how many rows they hold
 * @param erased how many rows were erased from them, as somebody asked
 * @param oldestHour when the oldest hour began of which there is a file, or null
 * @param missing one line for each file that holds fewer rows than it should, or more, or cannot be
 *     read, by the file's name in the store
 */
record TableBooks(
    Table table,
    long files,
    long rows,
    long erased,
    @Nullable Instant oldestHour,
    Map<String, String> missing) {
  TableBooks {
    missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
  }

  /** Reads the footers of a table's files; those merged into others meanwhile are passed over. */
  static TableBooks of(Store store, Table table, Hours hours) throws IOException {
    List<StoredFile> files = TableFiles.of(store, table, hours).files();
    long rows = 0;
    long erased = 0;
    Map<String, String> missing = new LinkedHashMap<>();
    for (StoredFile file : files) {
      try {
        Footer footer = TableFiles.footer(store, file.name());
        long lost = erased(footer);
        long expected = written(footer) - lost;
        rows += footer.rows();
        erased += lost;
        if (footer.rows() != expected) {
          missing.put(
              file.name(),
              "%s: expected %,d rows, as its footer tells, found %,d"
                  .formatted(file.name(), expected, footer.rows()));
        }
      } catch (NoSuchFileException mergedMeanwhile) {
        // its rows lie in another, which is put before any is taken away
      } catch (IOException e) {
        missing.put(file.name(), String.valueOf(e.getMessage()));
      }
    }
    return new TableBooks(table, files.size(), rows, erased, oldestHour(files), missing);
  }

  private static @Nullable Instant oldestHour(List<StoredFile> files) {
    return files.stream()
        .flatMap(file -> Partition.of(file.name()).stream())
        .map(Partition::hour)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** With how many rows the file was put, or all files that were merged into it. */
  private static long written(Footer footer) throws IOException {
    List<Replaced> replaced = footer.replaces();
    if (replaced.isEmpty()) {
      long rows = footer.origin().rows();
      return rows < 0 ? footer.rows() + footer.erased() : rows; // of others, who tell nothing
    }
    return replaced.stream().mapToLong(each -> Math.max(0, each.origin().rows())).sum();
  }

  private static long erased(Footer footer) throws IOException {
    return footer.erased() + footer.replaces().stream().mapToLong(Replaced::erased).sum();
  }
}
