package dev.understudy.gateway.recent;

import dev.understudy.exchange.Table;
import dev.understudy.gateway.recent.StoredTable.Bounds;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.table.Arrivals;
import dev.understudy.sink.table.SegmentFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the memory with what gateways stored: once with what was there before this one began, then
 * again and again with what others put since. What this gateway put since it began is in memory
 * already. Runs on a thread of its own that rests as long as it works.
 */
public final class Refill implements Runnable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Refill.class);
  private static final Duration JUDGED_SINCE = Duration.ofDays(30);
  private static final Duration COMPARED_SINCE = Duration.ofDays(7);
  private static final Duration SEEN_SINCE = Duration.ofDays(1);
  private static final Bounds FIRST = new Bounds(500_000, 1L << 30);
  private static final Bounds NEXT = new Bounds(100_000, 64L << 20);

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
  private final InstantSource clock;
  private final @Nullable Duration every;
  private final Bounds next;
  private final String instance;
  private final List<StoredTable> tables;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean away;

  /**
   * A refill that has not begun.
   *
   * @param store where gateways store what they capture; stays open until this is closed
   * @param instance this gateway's name, which no other has
   * @param every how often is looked what others put; null for once, at the start
   */
  public Refill(
      Store store,
      RecentCaptures recent,
      String instance,
      @Nullable Duration every,
      InstantSource clock) {
    this(store, recent, instance, every, clock, NEXT);
  }

  Refill(
      Store store,
      RecentCaptures recent,
      String instance,
      @Nullable Duration every,
      InstantSource clock,
      Bounds next) {
    this.store = store;
    this.recent = recent;
    this.instance = instance;
    this.every = every;
    this.clock = clock;
    this.next = next;
    this.tables =
        List.of( // facts of exchanges are kept where their disagreements are known
            table(Table.FEEDBACK, JUDGED_SINCE, StoredRows.FEEDBACK, this::judged),
            table(Table.COMPARISONS, COMPARED_SINCE, COMPARISON, this::compared),
            table(Table.EXCHANGES, SEEN_SINCE, StoredRows.LINE, this::seen));
    this.thread = new Thread(this, "understudy-refill");
    thread.setDaemon(true);
  }

  private StoredTable table(
      Table table, Duration since, Set<String> columns, Predicate<Row> taker) {
    return new StoredTable(
        store, new Arrivals(store, table, since, this::isOwn), columns, taker, this::isClosed);
  }

  /** Whether this gateway put a file, of rows that it took itself since it began. */
  private boolean isOwn(String name) {
    Instant began = recent.since().truncatedTo(ChronoUnit.MILLIS); // as exact as names are
    return SegmentFile.of(name)
        .filter(file -> file.instance().equals(instance) && !file.begun().isBefore(began))
        .isPresent();
  }

  /** Begins. */
  public Refill start() {
    thread.start();
    return this;
  }

  /** Looks, once or until it is closed; what cannot be read is left out. */
  @Override
  public void run() {
    try {
      do {
        look();
      } while (every != null && !closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once at what is new. */
  void look() {
    Instant now = clock.instant();
    List<StoredTable.Sitting> sittings = new ArrayList<>();
    try {
      for (StoredTable each : tables) {
        sittings.add(each.look(now, FIRST, next));
      }
      if (!isClosed()) {
        end(now, sittings);
      }
    } catch (IOException | RuntimeException e) {
      missed(e);
    }
    tellBroken(sittings.stream().flatMap(each -> each.broken().stream()).toList());
  }

  /** Ends a look, unless the store listed files and gave none: such a one is away too. */
  private void end(Instant now, List<StoredTable.Sitting> sittings) {
    Throwable failure =
        sittings.stream()
            .map(StoredTable.Sitting::failure)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (failure != null && sittings.stream().noneMatch(StoredTable.Sitting::gotAny)) {
      missed(failure);
    } else {
      recent.storedUntil(now, sittings.stream().mapToInt(StoredTable.Sitting::end).sum());
      reached();
    }
  }

  private void tellBroken(List<String> broken) {
    if (!broken.isEmpty()) {
      log.atWarn()
          .addKeyValue("store", store.location())
          .addKeyValue("files", broken.size())
          .addKeyValue("first", broken.get(0))
          .log("stored files were left out of the console, as they cannot be read");
    }
  }

  private void reached() {
    if (away) {
      away = false;
      log.atInfo()
          .addKeyValue("store", store.location())
          .log("what gateways stored can be looked at again");
    }
  }

  private void missed(Throwable failure) {
    if (!away && !isClosed()) {
      away = true;
      log.atWarn()
          .addKeyValue("store", store.location())
          .addKeyValue("failure", failure.getClass().getName())
          .log(
              "what gateways stored cannot be looked at; the console shows what this one takes until"
                  + " it can");
    }
  }

  private boolean judged(Row row) {
    return recent.stored(StoredRows.feedback(row));
  }

  private boolean compared(Row row) {
    if (!"different".equals(row.text("verdict")) || Boolean.TRUE.equals(row.truth("echo"))) {
      return true;
    }
    return recent.stored(StoredRows.comparison(row));
  }

  private boolean seen(Row row) {
    return recent.stored(
        StoredRows.line(row, recent::shared), StoredRows.facts(row, recent::shared));
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
