package dev.understudy.sink.upkeep;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.parquet.rows.RowWriter;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a file anew without some of its rows. Its name, columns and origin stay, so that a gateway
 * which carries the same segment again still finds it there; even a file without rows stays.
 */
final class Rewrite {
  private final Store store;
  private final Lease lease;
  private final Doomed doomed;

  Rewrite(Store store, Lease lease, Doomed doomed) {
    this.store = store;
    this.lease = lease;
    this.doomed = doomed;
  }

  /** How many rows of a file are doomed. */
  static long count(Store store, Table table, StoredFile file, Doomed doomed) throws IOException {
    long count = 0;
    try (RowReader reader = RowReader.open(store.open(file.name()), Doomed.columns(table))) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        count += doomed.has(row) ? 1 : 0;
      }
    }
    return count;
  }

  /** Writes one anew; answers how many rows it lost. */
  long run(Table table, StoredFile file) throws IOException {
    Path staged = store.stage(file.name());
    try {
      long rows;
      long erased = 0;
      try (RowReader reader = RowReader.open(store.open(file.name()))) {
        Footer footer = reader.footer();
        try (RowWriter writer = RowWriter.create(staged, footer.columns(), TableLayout.of(table))) {
          for (Row row = reader.next(); row != null; row = reader.next()) {
            if (doomed.has(row)) {
              erased++;
            } else {
              writer.write(row);
            }
          }
          writer.finish(Footer.noteErased(footer, erased));
          rows = writer.count();
        }
        if (rows + erased != footer.rows()) {
          throw new IOException(
              "%s: expected %d rows as its footer tells, found %d"
                  .formatted(file.name(), footer.rows(), rows + erased));
        }
      }
      lease.confirm();
      if (!store.replaceFileIf(file, staged)) {
        throw new IOException(
            file.name() + ": changed while rows were erased from it: run the erasure again");
      }
      expectRows(file.name(), rows);
      return erased;
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  private void expectRows(String name, long rows) throws IOException {
    long found = TableFiles.footer(store, name).rows();
    if (found != rows) {
      throw new IOException(
          "%s: expected %d rows as were put, found %d".formatted(name, rows, found));
    }
  }
}
