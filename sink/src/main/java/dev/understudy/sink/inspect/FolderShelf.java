package dev.understudy.sink.inspect;

import dev.understudy.exchange.Table;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder's files, where they lie.
 *
 * @param store the folder
 * @param location the folder as it was named
 */
record FolderShelf(FolderStore store, String location) implements Shelf {
  @Override
  public List<Path> files(Table table) throws IOException {
    return TableFiles.of(store, table, Hours.ALL).files().stream()
        .map(file -> store.path(file.name()))
        .toList();
  }

  @Override
  public String shown(Path file) {
    return file.toString();
  }

  @Override
  public boolean isWhole(Table table) {
    return true;
  }

  @Override
  public void close() {
    // the store is its opener's
  }
}
