package dev.understudy.sink.upkeep;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts one file that takes the place of others of its hour, which stay for now. */
final class Merge {
  private final Store store;
  private final Lease lease;
  private final HourOfFiles hour;

  Merge(Store store, Lease lease, HourOfFiles hour) {
    this.store = store;
    this.lease = lease;
    this.hour = hour;
  }

  /** Merges these, rows in their order; answers the file that holds them when it is durable. */
  StoredFile merge(List<StoredFile> files) throws IOException {
    String name = hour.nextName();
    Path staged = store.stage(name);
    try {
      long rows = write(files, staged);
      expectUnchanged(files);
      lease.confirm();
      if (!store.putIfAbsent(name, staged)) {
        throw new IOException(name + ": another job merged files meanwhile: run it again");
      }
      expectRows(name, rows);
      return stored(name);
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  private long write(List<StoredFile> files, Path staged) throws IOException {
    try (RowWriter writer = RowWriter.create(staged, hour.layout().columns(), hour.layout())) {
      for (StoredFile file : files) {
        long before = writer.count();
        try (RowReader reader = RowReader.open(store.open(file.name()))) {
          for (Row row = reader.next(); row != null; row = reader.next()) {
            writer.write(row);
          }
        }
        long found = writer.count() - before;
        long expected = hour.footer(file).rows();
        if (found != expected) {
          throw new IOException(
              "%s: expected %d rows as its footer tells, found %d"
                  .formatted(file.name(), expected, found));
        }
      }
      Map<String, String> notes = new HashMap<>(Footer.noteReplaces(hour.replacedBy(files)));
      notes.put("parquet.avro.schema", hour.layout().schema().toString());
      writer.finish(notes);
      return writer.count();
    }
  }

  /** Rows that were erased while we wrote must not come back. */
  private void expectUnchanged(List<StoredFile> files) throws IOException {
    Set<StoredFile> there = new HashSet<>(store.list(hour.folder()));
    for (StoredFile file : files) {
      if (!there.contains(file)) {
        throw new IOException(file.name() + ": changed while it was merged: run the job again");
      }
    }
  }

  private void expectRows(String name, long rows) throws IOException {
    long found = TableFiles.footer(store, name).rows();
    if (found != rows) {
      throw new IOException(
          "%s: expected %d rows as were put, found %d; nothing was deleted"
              .formatted(name, rows, found));
    }
  }

  private StoredFile stored(String name) throws IOException {
    for (StoredFile file : store.list(name)) {
      if (file.name().equals(name)) {
        return file;
      }
    }
    throw new IOException(name + ": put, but not listed");
  }
}
