package dev.understudy.sink.upkeep;

import static dev.understudy.sink.upkeep.StoredCaptures.NOON;
import static dev.understudy.sink.upkeep.StoredCaptures.comparison;
import static dev.understudy.sink.upkeep.StoredCaptures.exchange;
import static dev.understudy.sink.upkeep.StoredCaptures.feedback;
import static dev.understudy.sink.upkeep.StoredCaptures.ids;
import static dev.understudy.sink.upkeep.StoredCaptures.recovered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever gateways and jobs do to a store, in whatever order, and wherever they are killed: a
 * reader finds each row that was captured and not deleted once, and no other.
 */
class UpkeepPropertyTest {
  private static final int ACTS = 24;
  private static final int USERS = 4;

  private final HandClock clock = new HandClock();
  private final List<Row> model = new ArrayList<>();
  private final List<SealedSegment> carried = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Random random = new Random();
  private StoredCaptures captures;
  private Instant expired = Instant.MIN;

  /** A row that was captured: what it is of and when. */
  private record Row(Table table, String id, String user, Instant at) {}

  @BeforeEach
  void openCaptures(@TempDir Path folder) throws IOException {
    captures = new StoredCaptures(folder);
  }

  @AfterEach
  void closeCaptures() throws IOException {
    captures.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void eachRowIsThereOnceWhateverHappens(long seed) throws IOException {
    random = new Random(seed);
    try (FolderStore reading = FolderStore.forReading(captures.root)) {
      for (int act = 0; act < ACTS; act++) {
        String what = act();
        for (Table table : Table.values()) {
          assertThat(ids(reading, table))
              .as("seed %d, act %d, %s, %s", seed, act, what, table.word())
              .containsExactlyElementsOf(expected(table));
        }
      }
    }
    assertThat(notes).as("seed %d", seed).isEmpty();
  }

  private List<String> expected(Table table) {
    return model.stream().filter(row -> row.table() == table).map(Row::id).sorted().toList();
  }

  private String act() throws IOException {
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> {
        return capture();
      }
      case 4, 5 -> {
        return carryAgain();
      }
      case 6, 7 -> {
        long target = 1L + random.nextInt(100_000);
        return job(
            "compact",
            store -> new Compaction(store, clock, notes::add).run(anyTables(), before(), target));
      }
      case 8 -> {
        return erase();
      }
      default -> {
        return expire();
      }
    }
  }

  private String capture() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      // Expired hours are over for good: a gateway that was down so long is another story.
      Instant from = expired.isAfter(NOON) ? expired : NOON;
      Instant at = from.plusSeconds(random.nextInt(3 * 3600));
      String user = "user-" + random.nextInt(USERS);
      add(entries, exchange(id, at, user), user);
      if (random.nextBoolean()) {
        add(entries, comparison(id, at), user);
      }
      if (random.nextBoolean()) {
        add(entries, feedback(id, at), user);
      }
    }
    carried.add(captures.capture(entries.toArray(new Entry[0])));
    return "capture";
  }

  private void add(List<Entry> entries, Entry entry, String user) {
    entries.add(entry);
    UUID id = entry instanceof Exchange exchange ? exchange.exchangeId() : entry.requestId();
    model.add(new Row(entry.table(), id.toString(), user, entry.at()));
  }

  private String carryAgain() throws IOException {
    if (carried.isEmpty()) {
      return "nothing to carry again";
    }
    SealedSegment segment = carried.get(random.nextInt(carried.size()));
    MortalStore gateway = new MortalStore(captures.store, random.nextInt(3), () -> {});
    try {
      new ParquetTarget(gateway, SampleExchanges::unread).carry(recovered(segment));
      return "carry again";
    } catch (IOException e) {
      assertThat(gateway.isDead()).isTrue();
      return "carry again, killed";
    }
  }

  private String erase() throws IOException {
    String user = "user-" + random.nextInt(USERS);
    Subjects subjects = new Subjects(Set.of(user), Set.of());
    String what = job("erase", store -> new Erasure(store, clock, notes::add).run(subjects));
    // Half an erasure is allowed to leave any part of it: it is run again, as the operator would.
    job("erase again", 0, store -> new Erasure(store, clock, notes::add).run(subjects));
    model.removeIf(row -> row.user().equals(user));
    return what;
  }

  private String expire() throws IOException {
    expired = NOON.plusSeconds(600L * random.nextInt(9));
    Instant before = expired;
    String what =
        job("expire", store -> new Expiry(store, clock).run(EnumSet.allOf(Table.class), before));
    job(
        "expire again",
        0,
        store -> new Expiry(store, clock).run(EnumSet.allOf(Table.class), before));
    Instant hour = before.truncatedTo(ChronoUnit.HOURS);
    model.removeIf(row -> row.at().isBefore(hour));
    // Their segments are long gone from the spools.
    carried.removeIf(segment -> isExpired(segment, hour));
    return what;
  }

  private static boolean isExpired(SealedSegment segment, Instant hour) {
    try (var reader = segment.read()) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry.at().isBefore(hour)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Set<Table> anyTables() {
    List<Table> all = List.of(Table.values());
    return random.nextBoolean()
        ? EnumSet.allOf(Table.class)
        : EnumSet.of(all.get(random.nextInt(all.size())));
  }

  private Instant before() {
    return NOON.plusSeconds(3600L * random.nextInt(5));
  }

  private interface Work {
    void run(Store store) throws IOException;
  }

  private String job(String name, Work work) throws IOException {
    return job(name, random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(12), work);
  }

  /** Runs a job in a process that is killed after so many changes; 0 lets it live. */
  private String job(String name, int lastChange, Work work) throws IOException {
    clock.turn(Duration.ofMinutes(5));
    MortalStore mortal = new MortalStore(captures.store, lastChange, () -> {});
    try {
      work.run(mortal);
      return name;
    } catch (IOException e) {
      if (!mortal.isDead()) {
        throw e;
      }
      return name + ", killed after " + lastChange + " changes";
    }
  }
}
