package dev.understudy.gateway.recent;

import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Arrivals;
import dev.understudy.sink.table.Partition;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The stored files of one table, read look by look: the newest first, each once, until the memory
 * is full of newer rows or a look is long enough. It rests as long as it works. One thread.
 */
final class StoredTable {
  private static final long LONGEST_REST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MOST_WITHHELD = 3;
  private static final int MOST_TRIES = 5;
  private static final int MOST_TRIED = 1024;

  private final Store store;
  private final Arrivals arrivals;
  private final Set<String> columns;
  private final Predicate<Row> taker;
  private final BooleanSupplier closed;

  /** How often the store did not give a file that it lists. */
  private final Map<String, Integer> tries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST_TRIED;
        }
      };

  /**
   * A table that was not looked at yet.
   *
   * @param arrivals tells which files are new
   * @param columns the columns that are read
   * @param taker takes a row; false where there is no room for what is as old
   * @param closed whether to stop at once
   */
  StoredTable(
      Store store,
      Arrivals arrivals,
      Set<String> columns,
      Predicate<Row> taker,
      BooleanSupplier closed) {
    this.store = store;
    this.arrivals = arrivals;
    this.columns = columns;
    this.taker = taker;
    this.closed = closed;
  }

  /**
   * How much one look reads at most; a file that was begun is read to its end.
   *
   * @param rows so many rows
   * @param bytes so many bytes
   */
  record Bounds(long rows, long bytes) {}

  /**
   * What came of a look.
   *
   * @param left how many files wait for the next one
   * @param broken the files that cannot be read and that no look named before
   */
  record Looked(int left, List<String> broken) {}

  /**
   * Reads what is new.
   *
   * @param first the bounds of a look at all there is, which leaves out for good what is beyond
   * @param next the bounds of any other
   * @throws IOException if the store cannot be read; the next look makes up for it
   */
  Looked look(Instant now, Bounds first, Bounds next) throws IOException {
    boolean isFirst = arrivals.beginAnew(now);
    Sitting sitting = new Sitting(isFirst ? first : next);
    List<StoredFile> files = withheldLast(arrivals.look(now));
    for (StoredFile file : files) {
      if (closed.getAsBoolean()) {
        return sitting.looked();
      }
      sitting.take(file);
    }
    boolean isAway = sitting.withheld == MOST_WITHHELD;
    if (isFirst && !isAway) {
      files.stream().filter(file -> !tries.containsKey(file.name())).forEach(arrivals::known);
      sitting.left = 0;
    }
    if (!isFirst || !isAway) {
      arrivals.looked(now);
    }
    return sitting.looked();
  }

  /** A look on its way. */
  private final class Sitting {
    private final Bounds bounds;
    private final List<String> broken = new ArrayList<>();
    private long rows;
    private long bytes;
    private int withheld; // files in a row
    private int left;
    private Instant olderThanAll = Instant.MIN;

    Sitting(Bounds bounds) {
      this.bounds = bounds;
    }

    void take(StoredFile file) {
      if (hour(file).isBefore(olderThanAll)) {
        arrivals.known(file); // its rows would have to go at once too
      } else if (rows > bounds.rows || bytes > bounds.bytes || withheld == MOST_WITHHELD) {
        left++;
      } else {
        long begun = System.nanoTime();
        took(file, read(file));
        LockSupport.parkNanos(Math.min(LONGEST_REST_NANOS, System.nanoTime() - begun));
      }
    }

    private void took(StoredFile file, FileRead read) {
      rows += read.rows;
      bytes += read.bytes;
      int tried = read.end == End.WITHHELD ? tries.merge(file.name(), 1, Integer::sum) : 0;
      if (tried == 0 || tried == MOST_TRIES) {
        tries.remove(file.name());
        arrivals.known(file);
      } else {
        left++;
      }
      if (read.end == End.BROKEN || tried == 1) {
        broken.add(file.name());
      }
      withheld = tried == 0 ? 0 : withheld + 1;
      if (read.end == End.WHOLE && read.rows > 0 && read.taken == 0) {
        olderThanAll = hour(file);
      }
    }

    Looked looked() {
      return new Looked(left, broken);
    }
  }

  private static Instant hour(StoredFile file) {
    return Partition.of(file.name()).map(Partition::hour).orElse(Instant.MAX);
  }

  /** So that files which the store never gives keep nobody from the others. */
  private List<StoredFile> withheldLast(List<StoredFile> files) {
    List<StoredFile> order = new ArrayList<>();
    files.stream().filter(file -> !tries.containsKey(file.name())).forEach(order::add);
    files.stream().filter(file -> tries.containsKey(file.name())).forEach(order::add);
    return order;
  }

  /** How the reading of a file ended. */
  private enum End {
    /** All rows were read, or the file is gone as others hold its rows. */
    WHOLE,
    /** The file is damaged, or somebody else's. */
    BROKEN,
    /** The store did not give it. */
    WITHHELD
  }

  private record FileRead(End end, long rows, long taken, long bytes) {}

  private FileRead read(StoredFile file) {
    long rows = 0;
    long taken = 0;
    StoredBytes bytes;
    try {
      bytes = new StoredBytes(store.open(file.name()));
    } catch (NoSuchFileException mergedMeanwhile) {
      return new FileRead(End.WHOLE, 0, 0, 0);
    } catch (IOException e) {
      return new FileRead(End.WITHHELD, 0, 0, 0);
    }
    try (RowReader reader = RowReader.open(bytes, columns)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        if (closed.getAsBoolean()) {
          break;
        }
        rows++;
        taken += taker.test(row) ? 1 : 0;
      }
      return new FileRead(End.WHOLE, rows, taken, bytes.count());
    } catch (IOException | RuntimeException | OutOfMemoryError e) { // a damaged length may be huge
      End end = bytes.areWithheld() ? End.WITHHELD : End.BROKEN;
      return new FileRead(end, rows, taken, bytes.count());
    }
  }
}
