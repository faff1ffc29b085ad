package dev.understudy.sink.upkeep;

import dev.understudy.exchange.Table;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.Partition;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Merges the small files of an hour into large ones. At every moment, and wherever it is broken
 * off, {@link TableFiles} finds each row in exactly one file: the merged file is put first and says
 * whose place it takes, and only then are those deleted.
 */
public final class Compaction {
  private final Store store;
  private final Clock clock;
  private final Consumer<String> notes;

  /** Compacts files of that store; what is left as it is, and why, is noted, a line each. */
  public Compaction(Store store, Clock clock, Consumer<String> notes) {
    this.store = store;
    this.clock = clock;
    this.notes = notes;
  }

  /**
   * Files merged into one.
   *
   * @param folder the folder of all
   * @param files how many there were
   * @param bytesBefore their size together
   * @param into the name in the store of the one that holds their rows; the empty text where
   *     nothing was done
   * @param bytesAfter its size; 0 where nothing was done
   */
  public record Merged(String folder, int files, long bytesBefore, String into, long bytesAfter) {}

  /**
   * Tells what {@link #run} would merge; touches nothing.
   *
   * @param before only hours that were over by then
   * @param targetBytes how large files are to become; those of at least half that stay
   */
  public List<Merged> look(Collection<Table> tables, Instant before, long targetBytes)
      throws IOException {
    List<Merged> planned = new ArrayList<>();
    for (Table table : tables) {
      List<StoredFile> files = TableFiles.of(store, table, new Hours(null, before)).files();
      for (var hour : hours(files, before).entrySet()) {
        for (List<StoredFile> some : MergePlan.of(hour.getValue(), targetBytes)) {
          planned.add(new Merged(hour.getKey().folder(), some.size(), bytes(some), "", 0));
        }
      }
    }
    return planned;
  }

  /**
   * Merges files. Broken off at any moment, it can be run again, and first clears away what was
   * left half done.
   *
   * @param before only hours that were over by then
   * @param targetBytes how large files are to become; those of at least half that stay
   */
  public List<Merged> run(Collection<Table> tables, Instant before, long targetBytes)
      throws IOException {
    List<Merged> done = new ArrayList<>();
    try (Lease lease = Lease.take(store, "compact", clock)) {
      Leftovers leftovers = new Leftovers(store, lease, notes);
      for (Table table : tables) {
        for (var hour : hours(leftovers.remove(table), before).entrySet()) {
          if (!MergePlan.of(hour.getValue(), targetBytes).isEmpty()) {
            HourOfFiles files =
                HourOfFiles.read(store, table, hour.getKey(), hour.getValue(), notes);
            merge(files, targetBytes, lease, leftovers, done);
          }
        }
      }
    }
    return done;
  }

  private void merge(
      HourOfFiles hour, long targetBytes, Lease lease, Leftovers leftovers, List<Merged> done)
      throws IOException {
    for (List<StoredFile> files : MergePlan.of(hour.mergeable(), targetBytes)) {
      lease.confirm();
      StoredFile into = new Merge(store, lease, hour).merge(files);
      leftovers.remove(files);
      done.add(new Merged(hour.folder(), files.size(), bytes(files), into.name(), into.bytes()));
    }
  }

  private static SortedMap<Partition, List<StoredFile>> hours(
      List<StoredFile> files, Instant before) {
    SortedMap<Partition, List<StoredFile>> hours =
        new TreeMap<>(Comparator.comparing(Partition::folder));
    for (StoredFile file : files) {
      Partition.of(file.name())
          .filter(partition -> !partition.end().isAfter(before))
          .ifPresent(hour -> hours.computeIfAbsent(hour, x -> new ArrayList<>()).add(file));
    }
    return hours;
  }

  private static long bytes(List<StoredFile> files) {
    return files.stream().mapToLong(StoredFile::bytes).sum();
  }
}
