package dev.understudy.sink.table;

import dev.understudy.exchange.Table;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A table's files, the newest first: by their hour, then by when their segment was begun. */
public final class NewestFiles {
  private NewestFiles() {}

  /**
   * The files that hold those hours of a table now, the newest first.
   *
   * @throws IOException if the store cannot be read
   */
  public static List<StoredFile> of(Store store, Table table, Hours hours) throws IOException {
    return sorted(TableFiles.of(store, table, hours).files());
  }

  /** The same files, the newest first. */
  static List<StoredFile> sorted(Collection<StoredFile> some) {
    List<StoredFile> files = new ArrayList<>(some);
    files.sort(
        Comparator.comparing((StoredFile file) -> hour(file.name()))
            .thenComparing(file -> begun(file.name()))
            .thenComparing(StoredFile::name)
            .reversed());
    return files;
  }

  private static Instant hour(String name) {
    return Partition.of(name).map(Partition::hour).orElse(Instant.MIN);
  }

  /** Of merged files, nobody knows: they are older than those that were not merged yet. */
  private static Instant begun(String name) {
    return SegmentFile.of(name).map(SegmentFile::begun).orElse(Instant.MIN);
  }
}
