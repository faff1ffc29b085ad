package dev.understudy.sink.table;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lists files while others are merged. A store's own list may miss a file that is put while it is
 * made, and also those that this one takes the place of, as they are deleted next. Such deletions
 * are announced beforehand: where one was announced meanwhile, that folder is listed again.
 */
final class Listing {
  private Listing() {}

  /**
   * The files whose names begin so, in order. Where one is missing because its rows were merged
   * into another, that one is there.
   */
  static List<StoredFile> of(Store store, String prefix) throws IOException {
    UpkeepState before = UpkeepState.read(store);
    SortedMap<String, StoredFile> files = new TreeMap<>();
    add(store, prefix, files);
    while (true) {
      UpkeepState after = UpkeepState.read(store);
      Optional<Set<String>> announced = after.announcedSince(before);
      if (announced.isEmpty()) {
        files.clear();
        add(store, prefix, files);
      } else if (!again(store, prefix, announced.get(), files)) {
        return List.copyOf(files.values());
      }
      before = after;
    }
  }

  /** Lists those of the folders again that matter; answers whether any does. */
  private static boolean again(
      Store store, String prefix, Set<String> folders, SortedMap<String, StoredFile> files)
      throws IOException {
    boolean any = false;
    for (String folder : folders) {
      if (folder.startsWith(prefix) || prefix.startsWith(folder)) {
        String narrower = folder.length() > prefix.length() ? folder : prefix;
        files.keySet().removeIf(name -> name.startsWith(narrower));
        add(store, narrower, files);
        any = true;
      }
    }
    return any;
  }

  private static void add(Store store, String prefix, SortedMap<String, StoredFile> files)
      throws IOException {
    for (StoredFile file : store.list(prefix)) {
      files.put(file.name(), file);
    }
  }
}
