package dev.understudy.sink.upkeep;

import static dev.understudy.sink.upkeep.StoredCaptures.NOON;
import static dev.understudy.sink.upkeep.StoredCaptures.exchange;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Table;
import dev.understudy.sink.inspect.CapturedExchanges;
import dev.understudy.sink.inspect.Scope;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoreAround;
import dev.understudy.sink.upkeep.Compaction.Merged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that look without a pause while files are merged under them. */
class ReadersMeanwhileTest {
  private static final int HOURS = 8;
  private static final int FILES = 4;
  private static final String COUNT =
      "SELECT count(*) AS n, count(DISTINCT exchange_id) AS ids FROM exchanges";

  private final HandClock clock = new HandClock();
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private StoredCaptures captures;

  @BeforeEach
  void capture(@TempDir Path folder) throws IOException {
    captures = new StoredCaptures(folder);
    for (int i = 0; i < HOURS * FILES; i++) {
      captures.capture(
          exchange(new UUID(1, i), NOON.minusSeconds(3600L * (i % HOURS)), "user-" + i % 2));
    }
  }

  @AfterEach
  void closeCaptures() throws IOException {
    threads.shutdownNow();
    captures.close();
  }

  private void compact() throws IOException {
    try {
      List<Merged> merged =
          new Compaction(captures.store, clock, note -> {})
              .run(EnumSet.allOf(Table.class), clock.instant(), 1 << 20);
      assertThat(merged).hasSize(HOURS);
    } finally {
      over.set(true);
    }
  }

  /** Asks again and again until the job is over; answers how often. */
  private int ask(Callable<CapturedExchanges> open) throws Exception {
    int asked = 0;
    for (boolean once = true; once || !over.get(); once = false) {
      try (CapturedExchanges open1 = open.call()) {
        for (int i = 0; i < 3; i++) {
          open1.query(
              COUNT,
              List.of(),
              row -> {
                assertThat(row.path("n").asLong()).isEqualTo(HOURS * FILES);
                assertThat(row.path("ids").asLong()).isEqualTo(HOURS * FILES);
              });
          asked++;
        }
      }
    }
    return asked;
  }

  @Test
  void questionsFindEachRowOnceWhileFilesAreMerged() throws Exception {
    Store elsewhere = new StoreAround(captures.store) {};
    Future<Integer> inPlace =
        threads.submit(() -> ask(() -> CapturedExchanges.open(captures.root)));
    Future<Integer> fetched =
        threads.submit(() -> ask(() -> CapturedExchanges.open(elsewhere, Scope.all(), note -> {})));

    compact();

    assertThat(inPlace.get()).isPositive();
    assertThat(fetched.get()).isPositive();
  }

  @Test
  void aReaderThatOpenedBeforeFindsEachRowOnceAfterwards() throws Exception {
    List<Long> found = new ArrayList<>();
    try (CapturedExchanges open = CapturedExchanges.open(captures.root)) {
      compact();

      open.query(COUNT, List.of(), row -> found.add(row.path("n").asLong()));
    }

    assertThat(found).containsExactly((long) HOURS * FILES);
  }

  @Test
  void aReaderThatOpenedBeforeFindsNoErasedRow() throws Exception {
    List<Long> found = new ArrayList<>();
    try (CapturedExchanges open = CapturedExchanges.open(captures.root)) {
      new Erasure(captures.store, clock, note -> {}).run(new Subjects(Set.of("user-0"), Set.of()));

      open.query(COUNT, List.of(), row -> found.add(row.path("n").asLong()));
    }

    assertThat(found).containsExactly(HOURS * FILES / 2L);
  }
}
