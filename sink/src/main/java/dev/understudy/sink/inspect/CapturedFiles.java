package dev.understudy.sink.inspect;

import dev.understudy.exchange.Table;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.NewestFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Parquet files of the exchanges captured into a store, on a local disk where any reader can
 * open them: a folder's where they lie, those of another store fetched into a folder of their own.
 * For one thread; the caller closes it, and then fetched files are gone.
 */
public final class CapturedFiles implements AutoCloseable {
  private static final int MOST_LOOKS = 100;
  private static final Scope EXCHANGES = new Scope(Map.of(Table.EXCHANGES, Hours.ALL));

  private final Store store;
  private final Shelf shelf;
  private final long mostBytes;
  private int older;

  private CapturedFiles(Store store, Shelf shelf, long mostBytes) {
    this.store = store;
    this.shelf = shelf;
    this.mostBytes = mostBytes;
  }

  /**
   * The files of a store. None is fetched before it is asked for.
   *
   * @param store the caller's, and closed by it after this
   * @param mostBytes how large the files may be together; older ones are left out, the newest one
   *     never
   * @param notes told, a line each, what is fetched
   * @throws UnreadableCaptures when a folder is none that was captured into
   */
  public static CapturedFiles of(Store store, long mostBytes, Consumer<String> notes)
      throws UnreadableCaptures {
    try {
      if (store instanceof FolderStore folder) {
        FolderStore whole = CapturedExchanges.whole(folder, folder.location());
        return new CapturedFiles(whole, new FolderShelf(whole, folder.location()), mostBytes);
      }
      return new CapturedFiles(store, FetchedShelf.open(store, EXCHANGES, notes), mostBytes);
    } catch (IOException e) {
      throw unreadable(store.location(), e);
    }
  }

  /** Where the store is, as people write it. */
  public String location() {
    return shelf.location();
  }

  /**
   * The files as they are now, the newest first; together they hold each row once. A file may be
   * merged into another later and be gone: ask anew then.
   *
   * @throws UnreadableCaptures when there is none, one is broken, or they cannot be read
   */
  public List<Path> files() throws UnreadableCaptures {
    ParquetFiles files;
    try {
      files = look();
    } catch (IOException e) {
      throw unreadable(location(), e);
    }
    if (!files.broken().isEmpty()) {
      throw new UnreadableCaptures(
          String.join("\n", files.broken()) + "; move a broken file away and try again", null);
    }
    if (files.sound().isEmpty()) {
      throw new UnreadableCaptures(
          location()
              + ": no captured exchange here yet; the gateway writes a file once a segment is full"
              + " or old enough",
          null);
    }
    return files.sound();
  }

  private ParquetFiles look() throws IOException {
    for (int i = 1; ; i++) {
      try {
        return ParquetFiles.of(here(newest()), shelf::shown);
      } catch (NoSuchFileException mergedMeanwhile) {
        if (i == MOST_LOOKS) {
          throw mergedMeanwhile;
        }
      }
    }
  }

  private List<StoredFile> newest() throws IOException {
    List<StoredFile> all = NewestFiles.of(store, Table.EXCHANGES, Hours.ALL);
    long bytes = 0;
    int count = 0;
    while (count < all.size() && (count == 0 || bytes + all.get(count).bytes() <= mostBytes)) {
      bytes += all.get(count).bytes();
      count++;
    }
    older = all.size() - count;
    return all.subList(0, count);
  }

  private List<Path> here(List<StoredFile> files) throws IOException {
    if (shelf instanceof FetchedShelf fetched) {
      return fetched.fetch(Table.EXCHANGES, files);
    }
    FolderStore folder = (FolderStore) store;
    return files.stream().map(file -> folder.path(file.name())).toList();
  }

  /** How many older files were left out when files were last asked for. */
  public int older() {
    return older;
  }

  private static UnreadableCaptures unreadable(String location, IOException e) {
    return new UnreadableCaptures(location + ": cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    shelf.close();
  }
}
