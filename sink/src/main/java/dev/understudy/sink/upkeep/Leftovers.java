package dev.understudy.sink.upkeep;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.parquet.rows.Replaced;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.CompactedName;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Deletes files whose rows others hold: what a compaction merged, what is left of one that was
 * broken off, and what a gateway put again.
 */
final class Leftovers {
  private final Store store;
  private final Lease lease;
  private final Consumer<String> notes;

  /** Deletes in that store, under that lease; what is odd is noted, a line each. */
  Leftovers(Store store, Lease lease, Consumer<String> notes) {
    this.store = store;
    this.lease = lease;
    this.notes = notes;
  }

  /** Deletes all those of a table; answers the files that make it up. */
  List<StoredFile> remove(Table table) throws IOException {
    TableFiles found = TableFiles.of(store, table, Hours.ALL);
    remove(found.replaced());
    return found.files();
  }

  /** Deletes these. */
  void remove(List<StoredFile> replaced) throws IOException {
    Map<String, List<StoredFile>> folders =
        replaced.stream()
            .collect(Collectors.groupingBy(Leftovers::folder, TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<StoredFile>> folder : folders.entrySet()) {
      Map<String, Replaced> listed = TableFiles.replacedIn(store, folder.getKey());
      lease.announce(folder.getKey());
      for (StoredFile file : folder.getValue()) {
        Replaced as = listed.get(file.name());
        if (as != null && isSame(file, as)) {
          lease.confirm();
          store.delete(file.name());
        }
      }
    }
  }

  private boolean isSame(StoredFile file, Replaced as) throws IOException {
    if (CompactedName.is(file.name())) {
      return true; // its own files are listed too
    }
    Footer footer = TableFiles.footer(store, file.name());
    if (!footer.origin().equals(as.origin())) {
      notes.accept(
          "%s: expected %s, which was merged into another file, found %s; it is not read, move it away"
              .formatted(file.name(), as.origin(), footer.origin()));
      return false;
    }
    if (footer.erased() > as.erased()) {
      notes.accept(
          "%s: rows were erased from it while it was merged; run the last erasures again"
              .formatted(file.name()));
    }
    return true;
  }

  private static String folder(StoredFile file) {
    return file.name().substring(0, file.name().lastIndexOf('/') + 1);
  }
}
