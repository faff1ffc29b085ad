package dev.understudy.gateway.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.ExchangeDraft;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.judging.ExchangeSearch.Found;
import dev.understudy.gateway.judging.ExchangeSearch.Limits;
import dev.understudy.gateway.judging.ExchangeSearch.Stop;
import dev.understudy.gateway.judging.words.Searches;
import dev.understudy.gateway.judging.words.Words;
import dev.understudy.gateway.recent.LineFilter;
import dev.understudy.gateway.recent.Moment;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.Refill;
import dev.understudy.gateway.recent.WholeExchanges;
import dev.understudy.sink.parquet.ExchangeRow;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeSearchTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final int COUNT = 10;
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path folder;

  private final RecentCaptures recent = new RecentCaptures(8 * 1024 * 1024, NOON);
  private final Searches searches = new Searches();
  private FolderStore store;

  @BeforeEach
  void captured() throws IOException {
    store = FolderStore.open(folder);
    for (int i = 0; i < COUNT; i++) {
      recent.offer(exchange(i));
    }
    awaitLines(recent);
  }

  private static void awaitLines(RecentCaptures recent) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (recent.lines(LineFilter.ALL, null, 100).items().size() < COUNT) {
      assertThat(System.nanoTime()).as("time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  @AfterEach
  void close() throws IOException {
    recent.close();
    store.close();
  }

  private static Exchange exchange(int number) {
    return new ExchangeDraft(
            new UUID(0x7000L, number), new UUID(0x7000L, 100 + number), NOON.plusSeconds(number))
        .saying(
            "{\"messages\": [{\"role\": \"user\", \"content\": \"is it %d?\"}]}".formatted(number),
            "{\"choices\": [{\"index\": 0, \"message\": {\"role\": \"assistant\", \"content\": \"no\"}}]}")
        .made();
  }

  private Found search(Limits limits, @Nullable Moment after) throws Exception {
    return search(recent, store, limits, after);
  }

  private Found search(RecentCaptures in, Store store, Limits limits, @Nullable Moment after)
      throws Exception {
    return new ExchangeSearch(in, new WholeExchanges(in, store), limits)
        .search(LineFilter.ALL, Words.of("is it"), after, COUNT, searches.begin("ann"));
  }

  private static Instant at(int number) {
    return NOON.plusSeconds(number);
  }

  private static List<Instant> times(Found found) {
    return found.hits().stream().map(each -> each.line().receivedAt()).toList();
  }

  @Test
  void withoutALimitItReachesTheOldest() throws Exception {
    Found all = search(new Limits(100, Long.MAX_VALUE, LONG), null);

    assertThat(all.hits()).hasSize(COUNT);
    assertThat(all.stop()).isEqualTo(Stop.END);
    assertThat(all.next()).isNull();
    assertThat(all.oldest()).isEqualTo(all.hits().get(COUNT - 1).line());
  }

  @Test
  void itStopsAfterBytesAndGoesOnUntilEachWasLookedAtOnce() throws Exception {
    long each = exchange(0).keptBytes();
    Limits limits = new Limits(100, 2 * each, LONG);
    List<Instant> found = new ArrayList<>();

    Found page = search(limits, null);
    assertThat(page.stop()).isEqualTo(Stop.BYTES);
    assertThat(page.looked()).isEqualTo(2);
    found.addAll(times(page));
    while (page.next() != null) {
      page = search(limits, page.next());
      found.addAll(times(page));
    }

    assertThat(found)
        .containsExactly(at(9), at(8), at(7), at(6), at(5), at(4), at(3), at(2), at(1), at(0));
  }

  @Test
  void itStopsAfterATimeAndYetLooksAtOne() throws Exception {
    Found one = search(new Limits(100, Long.MAX_VALUE, Duration.ZERO), null);

    assertThat(one.stop()).isEqualTo(Stop.TIME);
    assertThat(times(one)).containsExactly(at(9));
  }

  @Test
  void itStopsAfterExchanges() throws Exception {
    Found some = search(new Limits(3, Long.MAX_VALUE, LONG), null);

    assertThat(some.stop()).isEqualTo(Stop.EXCHANGES);
    assertThat(times(some)).containsExactly(at(9), at(8), at(7));
    assertThat(times(search(new Limits(3, Long.MAX_VALUE, LONG), some.next())))
        .containsExactly(at(6), at(5), at(4));
  }

  /** Exchanges of the store, as they are known after a start. */
  private static RecentCaptures known(Store store) {
    RecentCaptures known = new RecentCaptures(8 * 1024 * 1024, NOON);
    new Refill(store, known, "mine", null, () -> at(600)).run();
    return known;
  }

  private void stored(String file, int... numbers) throws IOException {
    Path path = folder.resolve("exchanges/date=2026-01-31/hour=12/" + file + ".parquet");
    Files.createDirectories(path.getParent());
    try (TableFileWriter writer = TableFileWriter.create(path, Table.EXCHANGES, "g", file)) {
      for (int number : numbers) {
        Exchange each = exchange(number);
        writer.write(new ExchangeRow(each, WireReader.withoutTokenEstimates().read(each)));
      }
    }
  }

  @Test
  void pastItsTimeItYetLooksAtWhatItReadAlready() throws Exception {
    stored("a", 0, 1, 2, 3, 4);
    stored("b", 5, 6, 8, 9);
    Limits none = new Limits(100, Long.MAX_VALUE, Duration.ZERO);
    try (RecentCaptures known = known(store)) {
      known.offer(exchange(7)); // in memory, and between those that are stored
      awaitLines(known);

      Found newer = search(known, store, none, null);
      Found older = search(known, store, none, newer.next());

      assertThat(newer.stop()).isEqualTo(Stop.TIME);
      assertThat(times(newer)).containsExactly(at(9), at(8), at(7), at(6), at(5));
      assertThat(older.stop()).isEqualTo(Stop.END);
      assertThat(times(older)).containsExactly(at(4), at(3), at(2), at(1), at(0));
    }
  }

  @Test
  void whereTheStoreIsAwayItSaysSoAndWhatToDo() throws Exception {
    stored("a", 0, 1);
    Store away =
        (Store)
            Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> {
                  throw new IOException("no route to it");
                });
    try (RecentCaptures known = known(store)) {
      assertThatThrownBy(() -> search(known, away, Limits.USUAL, null))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.status()).isEqualTo(503))
          .hasMessage("the store cannot be read now (no route to it); search again when it can be");
    }
  }
}
