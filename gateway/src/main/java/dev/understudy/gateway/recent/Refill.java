package dev.understudy.gateway.recent;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.NewestFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the memory with what was stored before this gateway began, by any gateway: the newest files
 * first, until memory is full, the rows are too many or too old. Runs once, on a thread of its own
 * that rests as long as it works.
 */
public final class Refill implements Runnable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Refill.class);
  private static final Duration JUDGED_SINCE = Duration.ofDays(30);
  private static final Duration COMPARED_SINCE = Duration.ofDays(7);
  private static final Duration SEEN_SINCE = Duration.ofDays(1);
  private static final Duration AHEAD = Duration.ofHours(1); // clocks differ
  private static final int MOST_ROWS = 500_000;
  private static final long LONGEST_REST_NANOS = Duration.ofSeconds(1).toNanos();

  private static final Set<String> COMPARISON =
      Set.of(
          "request_id",
          "compared_at",
          "instance",
          "rules_version",
          "route",
          "student",
          "student_version",
          "comparator",
          "verdict",
          "score",
          "differences",
          "remarks",
          "echo",
          "duration_delta_ms",
          "first_byte_delta_ms");

  private final Store store;
  private final RecentCaptures recent;
  private final Instant now;
  private final Thread thread;
  private volatile boolean closed;
  private int broken;

  /**
   * A refill that has not begun.
   *
   * @param store where gateways store what they capture; stays open until this is closed
   * @param now up to when rows were stored before
   */
  public Refill(Store store, RecentCaptures recent, Instant now) {
    this.store = store;
    this.recent = recent;
    this.now = now;
    this.thread = new Thread(this, "understudy-refill");
    thread.setDaemon(true);
  }

  /** Begins. */
  public Refill start() {
    thread.start();
    return this;
  }

  /** Reads; what cannot be read is left out. */
  @Override
  public void run() {
    try {
      read(Table.FEEDBACK, JUDGED_SINCE, StoredRows.FEEDBACK, this::judged);
      read(Table.COMPARISONS, COMPARED_SINCE, COMPARISON, this::compared);
      read(Table.EXCHANGES, SEEN_SINCE, StoredRows.LINE, this::seen);
      recent.storedUntil(now);
    } catch (IOException | RuntimeException e) {
      log.atWarn()
          .addKeyValue("store", store.location())
          .addKeyValue("failure", e.getClass().getName())
          .log("what was stored before cannot be looked at; the console shows what comes from now");
    }
    if (broken > 0) {
      log.atWarn()
          .addKeyValue("store", store.location())
          .addKeyValue("files", broken)
          .log("stored files were left out of the console, as they cannot be read");
    }
  }

  private boolean judged(Row row) {
    return recent.stored(StoredRows.feedback(row));
  }

  private boolean compared(Row row) {
    if (!"different".equals(row.text("verdict")) || Boolean.TRUE.equals(row.truth("echo"))) {
      return true;
    }
    Comparison comparison = StoredRows.comparison(row);
    return recent.stored(comparison);
  }

  private boolean seen(Row row) {
    return recent.stored(
        StoredRows.line(row, recent::shared), StoredRows.facts(row, recent::shared));
  }

  /** Reads a table's files, the newest first, as long as rows are taken. */
  private void read(Table table, Duration since, Set<String> columns, Predicate<Row> taker)
      throws IOException {
    long rows = 0;
    Hours hours = new Hours(now.minus(since), now.plus(AHEAD)); // both ends: few days are listed
    for (StoredFile file : NewestFiles.of(store, table, hours)) {
      if (closed || rows > MOST_ROWS) {
        return;
      }
      long begun = System.nanoTime();
      FileRows read = read(file, columns, taker);
      rows += read.rows();
      if (read.rows() > 0 && read.taken() == 0) {
        return; // all older ones would have to go at once too
      }
      LockSupport.parkNanos(Math.min(LONGEST_REST_NANOS, System.nanoTime() - begun));
    }
  }

  private record FileRows(long rows, long taken) {}

  private FileRows read(StoredFile file, Set<String> columns, Predicate<Row> taker) {
    long rows = 0;
    long taken = 0;
    try (RowReader reader = RowReader.open(store.open(file.name()), columns)) {
      for (Row row = reader.next(); row != null && !closed; row = reader.next()) {
        rows++;
        taken += taker.test(row) ? 1 : 0;
      }
    } catch (IOException | IllegalArgumentException e) { // gone meanwhile, or somebody else's
      broken++;
    }
    return new FileRows(rows, taken);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
