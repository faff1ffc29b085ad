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
import org.jspecify.annotations.Nullable;

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

  /** How often the store gave others and not a file that it lists; 0 while it gives none. */
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
   * Reads what is new. Whoever looks {@linkplain Sitting#end ends} it, unless the store gave no
   * file at all; the next look makes up for one that was not ended.
   *
   * @param first the bounds of a look at all there is, which leaves out for good what is beyond
   * @param next the bounds of any other
   * @throws IOException if the store cannot be read; the next look makes up for it
   */
  Sitting look(Instant now, Bounds first, Bounds next) throws IOException {
    boolean isFirst = arrivals.beginAnew(now);
    List<StoredFile> files = withheldLast(arrivals.look(now));
    Sitting sitting = new Sitting(now, isFirst, files, isFirst ? first : next);
    for (StoredFile file : files) {
      if (closed.getAsBoolean()) {
        break;
      }
      sitting.take(file);
    }
    return sitting;
  }

  /** A look on its way, and what came of it. */
  final class Sitting {
    private final Instant now;
    private final boolean isFirst;
    private final List<StoredFile> files;
    private final Bounds bounds;
    private final List<String> broken = new ArrayList<>();
    private final List<StoredFile> withheld = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean given;
    private long rows;
    private long bytes;
    private int withheldInARow;
    private int left;
    private Instant olderThanAll = Instant.MIN;

    private Sitting(Instant now, boolean isFirst, List<StoredFile> files, Bounds bounds) {
      this.now = now;
      this.isFirst = isFirst;
      this.files = files;
      this.bounds = bounds;
    }

    /** Whether the store gave any file. */
    boolean gotAny() {
      return given;
    }

    /** Why the store did not give a file, or null where it gave all that was asked for. */
    @Nullable Throwable failure() {
      return failure;
    }

    /** The files that cannot be read and that no look named before. */
    List<String> broken() {
      return broken;
    }

    /** Gives up files that were withheld too often, and answers how many wait for the next look. */
    int end() {
      for (StoredFile file : withheld) {
        if (tries.merge(file.name(), 1, Integer::sum) < MOST_TRIES) {
          left++;
        } else {
          tries.remove(file.name());
          arrivals.known(file);
          broken.add(file.name());
        }
      }
      if (isFirst && withheldInARow < MOST_WITHHELD) {
        files.stream().filter(file -> !tries.containsKey(file.name())).forEach(arrivals::known);
        left = (int) files.stream().filter(file -> tries.containsKey(file.name())).count();
      }
      if (!isFirst || left == 0) {
        arrivals.looked(now);
      }
      return left;
    }

    private void take(StoredFile file) {
      if (hour(file).isBefore(olderThanAll)) {
        arrivals.known(file); // its rows would have to go at once too
      } else if (rows > bounds.rows || bytes > bounds.bytes || withheldInARow == MOST_WITHHELD) {
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
      if (read.end == End.WITHHELD) {
        tries.putIfAbsent(file.name(), 0);
        withheld.add(file);
        withheldInARow++;
        failure = read.failure;
      } else {
        tries.remove(file.name());
        arrivals.known(file);
        withheldInARow = 0;
        given |= read.end != End.GONE;
      }
      if (read.end == End.BROKEN) {
        broken.add(file.name());
      }
      if (read.end == End.WHOLE && read.rows > 0 && read.taken == 0) {
        olderThanAll = hour(file);
      }
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
    /** All rows were read. */
    WHOLE,
    /** The file is not there any more, as others hold its rows. */
    GONE,
    /** The file is damaged, or somebody else's. */
    BROKEN,
    /** The store did not give it. */
    WITHHELD
  }

  private record FileRead(
      End end, long rows, long taken, long bytes, @Nullable Throwable failure) {}

  private FileRead read(StoredFile file) {
    long rows = 0;
    long taken = 0;
    StoredBytes bytes;
    try {
      bytes = new StoredBytes(store.open(file.name()));
    } catch (NoSuchFileException mergedMeanwhile) {
      return new FileRead(End.GONE, 0, 0, 0, null);
    } catch (IOException e) {
      return new FileRead(End.WITHHELD, 0, 0, 0, e);
    }
    try (RowReader reader = RowReader.open(bytes, columns)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        if (closed.getAsBoolean()) {
          break;
        }
        rows++;
        taken += taker.test(row) ? 1 : 0;
      }
      return new FileRead(End.WHOLE, rows, taken, bytes.count(), null);
    } catch (IOException | RuntimeException e) {
      End end = bytes.areWithheld() ? End.WITHHELD : End.BROKEN;
      return new FileRead(end, rows, taken, bytes.count(), e);
    }
  }
}
