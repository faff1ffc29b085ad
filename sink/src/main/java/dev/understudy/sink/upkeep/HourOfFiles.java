package dev.understudy.sink.upkeep;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.Origin;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.rows.Fit;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.parquet.rows.Replaced;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.CompactedName;
import dev.understudy.sink.table.Partition;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The files of one hour of one table, with what their footers tell. */
final class HourOfFiles {
  private final Table table;
  private final Partition hour;
  private final Map<String, Footer> footers;
  private final List<StoredFile> mergeable;
  private long lastNumber;

  private HourOfFiles(
      Table table,
      Partition hour,
      Map<String, Footer> footers,
      List<StoredFile> mergeable,
      long lastNumber) {
    this.table = table;
    this.hour = hour;
    this.footers = footers;
    this.mergeable = mergeable;
    this.lastNumber = lastNumber;
  }

  /** Reads the footers; files that must stay as they are are noted, with the reason. */
  static HourOfFiles read(
      Store store, Table table, Partition hour, List<StoredFile> files, Consumer<String> notes)
      throws IOException {
    Map<String, Footer> footers = new LinkedHashMap<>();
    List<StoredFile> mergeable = new ArrayList<>();
    long last = 0;
    for (StoredFile file : files) {
      Footer footer = TableFiles.footer(store, file.name());
      footers.put(file.name(), footer);
      last = Math.max(last, CompactedName.number(file.name()).orElse(0));
      for (Replaced each : footer.replaces()) {
        last = Math.max(last, CompactedName.number(each.file()).orElse(0));
      }
      String obstacle = obstacle(file, footer, table, hour);
      if (obstacle == null) {
        mergeable.add(file);
      } else {
        notes.accept(file.name() + ": not merged, " + obstacle);
      }
    }
    return new HourOfFiles(table, hour, footers, List.copyOf(mergeable), last);
  }

  private static @Nullable String obstacle(
      StoredFile file, Footer footer, Table table, Partition hour) {
    TableLayout layout = TableLayout.of(table);
    if (!CompactedName.is(file.name())) {
      Origin origin = footer.origin();
      String expected =
          layout.fileName(TableLayout.partition(hour.hour()), origin.instance(), origin.segment());
      if (!file.name().equals(expected)) {
        return "as no gateway put it here under that name";
      }
    }
    return Fit.of(footer.columns(), layout.columns()).problem();
  }

  /** The files that may be merged, in the order of their names. */
  List<StoredFile> mergeable() {
    return mergeable;
  }

  /** The folder they lie in. */
  String folder() {
    return hour.folder();
  }

  /** The table's. */
  TableLayout layout() {
    return TableLayout.of(table);
  }

  /** What a file's footer tells. */
  Footer footer(StoredFile file) {
    Footer footer = footers.get(file.name());
    if (footer == null) {
      throw new IllegalArgumentException(file.name() + " is not of this hour");
    }
    return footer;
  }

  /** The name, in the store, for the next merged file. */
  String nextName() {
    return hour.folder() + CompactedName.of(++lastNumber);
  }

  /** How those files are told by the one that takes their place, theirs among them. */
  List<Replaced> replacedBy(List<StoredFile> files) throws IOException {
    List<Replaced> all = new ArrayList<>();
    for (StoredFile file : files) {
      Footer footer = footer(file);
      all.addAll(footer.replaces());
      String name = file.name().substring(file.name().lastIndexOf('/') + 1);
      all.add(new Replaced(name, footer.origin(), footer.erased()));
    }
    return all;
  }
}
