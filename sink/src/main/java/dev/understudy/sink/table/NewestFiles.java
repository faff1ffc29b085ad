package dev.understudy.sink.table;

import dev.understudy.exchange.Table;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table's files, the newest first: by their hour, then by when their segment was begun. */
public final class NewestFiles {
  private static final Pattern BEGUN = Pattern.compile("[0-9]{8}T[0-9]{9}Z");

  private NewestFiles() {}

  /**
   * The files that hold those hours of a table now, the newest first.
   *
   * @throws IOException if the store cannot be read
   */
  public static List<StoredFile> of(Store store, Table table, Hours hours) throws IOException {
    List<StoredFile> files = new ArrayList<>(TableFiles.of(store, table, hours).files());
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
  private static String begun(String name) {
    Matcher matcher = BEGUN.matcher(name);
    return matcher.find() ? matcher.group() : "";
  }
}
