package dev.understudy.sink.store.place;

import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a store is, as people write it.
 *
 * @param folder the folder
 */
public record StorePlace(Path folder) {
  public StorePlace {
    Objects.requireNonNull(folder, "folder");
  }

  /**
   * Opens the store. The caller closes it.
   *
   * @throws IOException if it cannot be used; the message names it and the remedy
   */
  public Store open() throws IOException {
    return FolderStore.open(folder);
  }
}
