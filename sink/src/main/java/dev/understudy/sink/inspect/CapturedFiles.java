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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet files of the exchanges captured into a store, on a local disk where any reader can
 * open them: a folder's where they lie, those of another store fetched into a folder of their own.
 * For one thread; the caller closes it, and then fetched files are gone.
 */
public final class CapturedFiles implements AutoCloseable {
  private static final int MOST_LOOKS = 100;
  private static final Scope EXCHANGES = new Scope(Map.of(Table.EXCHANGES, Hours.ALL));
  private static final Duration AHEAD = Duration.ofHours(1); // clocks differ

  /**
   * How far back is looked for enough, one after another, and then at all there is. Each costs more
   * than all before it, so that having begun too near is cheap.
   */
  private static final List<Duration> LOOKS =
      List.of(
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(60),
          Duration.ofDays(365));

  private final Store store;
  private final Shelf shelf;
  private final @Nullable Bound bound;
  private final Unreadable unreadable;
  private List<Path> sound = List.of();
  private List<String> leftOut = List.of();
  private boolean olderLeftOut;

  /** How large the files may be together, the newest as of a moment. */
  private record Bound(long bytes, Instant now) {
    /** How many files are within it, of some that come the newest first. */
    int count(List<StoredFile> files) {
      long sum = 0;
      int count = 0;
      while (count < files.size() && (count == 0 || sum + files.get(count).bytes() <= bytes)) {
        sum += files.get(count).bytes();
        count++;
      }
      return count;
    }
  }

  private CapturedFiles(Store store, Shelf shelf, @Nullable Bound bound) {
    this.store = store;
    this.shelf = shelf;
    this.bound = bound;
    this.unreadable = new Unreadable(shelf::shown);
  }

  /**
   * All files of a store. None is fetched before it is asked for.
   *
   * @param store the caller's, and closed by it after this
   * @param notes told, a line each, what is fetched
   * @throws UnreadableCaptures when a folder is none that was captured into
   */
  public static CapturedFiles all(Store store, Consumer<String> notes) throws UnreadableCaptures {
    return of(store, null, notes);
  }

  /**
   * The newest files of a store. It is looked back no further than they go, by and large, however
   * long ago the store was begun. Where enough is found, files are missing that say they are from
   * more than an hour after now.
   *
   * @param store the caller's, and closed by it after this
   * @param mostBytes how large the files may be together; older ones are left out, the newest one
   *     never
   * @param now from when on it is looked back
   * @param notes told, a line each, what is fetched
   * @throws UnreadableCaptures when a folder is none that was captured into
   */
  public static CapturedFiles newest(
      Store store, long mostBytes, Instant now, Consumer<String> notes) throws UnreadableCaptures {
    return of(store, new Bound(mostBytes, now), notes);
  }

  private static CapturedFiles of(Store store, @Nullable Bound bound, Consumer<String> notes)
      throws UnreadableCaptures {
    try {
      if (store instanceof FolderStore folder) {
        FolderStore whole = CapturedExchanges.whole(folder, folder.location());
        return new CapturedFiles(whole, new FolderShelf(whole, folder.location()), bound);
      }
      return new CapturedFiles(store, FetchedShelf.open(store, EXCHANGES, notes), bound);
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
   * merged into another later and be gone: ask anew then. Broken ones are left out.
   *
   * @throws UnreadableCaptures when there is none, or they cannot be read
   */
  public List<Path> files() throws UnreadableCaptures {
    List<String> odd = new ArrayList<>();
    try {
      ParquetFiles files = look();
      odd.addAll(files.broken());
      sound = unreadable.leaveOut(files, odd).sound();
    } catch (IOException e) {
      throw unreadable(location(), e);
    }
    leftOut = List.copyOf(odd);
    if (sound.isEmpty()) {
      throw new UnreadableCaptures(
          location()
              + ": no captured exchange here yet"
              + (odd.isEmpty()
                  ? "; the gateway writes a file once a segment is full or old enough"
                  : ":\n" + String.join("\n", odd)),
          null);
    }
    return sound;
  }

  /**
   * Reads the files that were told last, each for itself, and leaves those out from now on that are
   * damaged within. For when reading them together failed; it reads as much again.
   *
   * @return whether there was any
   */
  public boolean leaveOutUnreadable() throws UnreadableCaptures {
    try {
      return unreadable.findAmong(sound);
    } catch (SQLException e) {
      throw new UnreadableCaptures(location() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** One line for each file that was left out when files were last asked for: which, and why. */
  public List<String> leftOut() {
    return leftOut;
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
    if (bound == null) {
      return from(Hours.ALL);
    }
    for (Duration back : LOOKS) {
      List<StoredFile> files = from(new Hours(bound.now().minus(back), bound.now().plus(AHEAD)));
      int count = bound.count(files);
      if (count < files.size()) { // else older ones may be within the bound too
        olderLeftOut = true;
        return files.subList(0, count);
      }
    }
    List<StoredFile> files = from(Hours.ALL);
    int count = bound.count(files);
    olderLeftOut = count < files.size();
    return files.subList(0, count);
  }

  private List<StoredFile> from(Hours hours) throws IOException {
    return NewestFiles.of(store, Table.EXCHANGES, hours);
  }

  private List<Path> here(List<StoredFile> files) throws IOException {
    if (shelf instanceof FetchedShelf fetched) {
      return fetched.fetch(Table.EXCHANGES, files);
    }
    FolderStore folder = (FolderStore) store;
    return files.stream().map(file -> folder.path(file.name())).toList();
  }

  /** Whether older files were left out when files were last asked for; nobody counts them. */
  public boolean olderLeftOut() {
    return olderLeftOut;
  }

  private static UnreadableCaptures unreadable(String location, IOException e) {
    return new UnreadableCaptures(location + ": cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    shelf.close();
  }
}
