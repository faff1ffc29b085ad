package dev.understudy.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Table;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final int MOST_NAMES = 12;

  @TempDir Path folder;
  private FolderStore store;
  private Arrivals arrivals;

  @BeforeEach
  void open() throws IOException {
    store = FolderStore.open(folder);
    arrivals = new Arrivals(store, Table.EXCHANGES, Duration.ofDays(1), any -> false, MOST_NAMES);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private static String name(int hour, int minute) {
    return "exchanges/date=2026-01-31/hour=%02d/g-20260131T%02d%02d00000Z-5eed.parquet"
        .formatted(hour, hour, minute);
  }

  private void put(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(store.path(name).getParent());
      Files.writeString(store.path(name), "");
    }
  }

  /** What a look at that time finds, all of which is known then. */
  private List<String> found(Instant now) throws IOException {
    List<StoredFile> found = arrivals.look(now);
    found.forEach(arrivals::known);
    arrivals.looked(now);
    return found.stream().map(StoredFile::name).toList();
  }

  @Test
  void eachFileIsFoundOnceTheNewestFirst() throws IOException {
    put(name(9, 1), name(12, 0), name(11, 59));

    assertThat(found(NOON)).containsExactly(name(12, 0), name(11, 59), name(9, 1));
    put(name(12, 2), name(12, 1));
    assertThat(found(NOON.plusSeconds(180))).containsExactly(name(12, 2), name(12, 1));
    assertThat(found(NOON.plusSeconds(240))).isEmpty();
  }

  @Test
  void whatIsNotKnownIsFoundAgain() throws IOException {
    put(name(12, 0), name(12, 1));

    StoredFile newest = arrivals.look(NOON.plusSeconds(60)).get(0);
    arrivals.known(newest);
    arrivals.looked(NOON.plusSeconds(60));

    assertThat(found(NOON.plusSeconds(120))).containsExactly(name(12, 0));
  }

  @Test
  void whatIsLeftFurtherBackIsFoundByEachLookUntilItIsKnownThoughTheHourTurns() throws IOException {
    found(NOON);
    put(name(8, 0), name(8, 1), name(7, 0));
    Instant now = NOON;
    List<StoredFile> late = List.of();
    while (late.size() < 2 && now.isBefore(NOON.plus(Duration.ofMinutes(40)))) {
      found(now);
      now = now.plusSeconds(60);
      late = arrivals.look(now);
    }
    arrivals.known(late.get(0));
    arrivals.looked(now);

    for (int minutes : new int[] {59, 61, 119, 121}) {
      now = NOON.plus(Duration.ofMinutes(minutes));
      assertThat(arrivals.look(now)).as("minute " + minutes).hasSize(1);
      arrivals.looked(now);
    }
    assertThat(found(now)).containsExactly(name(8, 0));
    put(name(9, 0));
    List<String> later = new ArrayList<>();
    for (int minutes = 122; minutes < 152; minutes++) {
      later.addAll(found(NOON.plus(Duration.ofMinutes(minutes))));
    }
    assertThat(later).as("those of other hours").containsExactly(name(9, 0));
  }

  @Test
  void aGapBetweenLooksIsMadeUpFor() throws IOException {
    found(NOON.minus(Duration.ofHours(5)));
    put(name(7, 30), name(9, 30), name(12, 0));

    assertThat(found(NOON)).containsExactly(name(12, 0), name(9, 30), name(7, 30));
  }

  @Test
  void unfinishedFilesAndSuchThatLieInNoHourAreNobodys() throws IOException {
    put(
        "exchanges/date=2026-01-31/hour=12/_temporary.parquet",
        "exchanges/date=2026-01-31/hour=12/part.parquet.crc",
        "exchanges/date=2026-01-31/hour=12/deeper/a.parquet",
        "exchanges/date=2026-01-31/a.parquet",
        "exchanges/a.parquet",
        "feedback/date=2026-01-31/hour=12/a.parquet");

    assertThat(found(NOON)).isEmpty();
  }

  @Test
  void whereNamesAreTooManyTheHoursFurthestBackAreForgottenAndNothingIsFoundTwice()
      throws IOException {
    List<String> all = new ArrayList<>();
    for (int hour = 3; hour <= 12; hour++) {
      for (int minute = 0; minute < 5; minute++) {
        put(name(hour, minute));
        all.add(name(hour, minute));
      }
    }

    assertThat(found(NOON)).containsExactlyInAnyOrderElementsOf(all);
    for (int minute = 1; minute <= 60; minute++) {
      assertThat(found(NOON.plus(Duration.ofMinutes(minute)))).as("minute " + minute).isEmpty();
    }
    put(name(12, 30), name(4, 30));
    List<String> later = new ArrayList<>();
    for (int minute = 61; minute <= 120; minute++) {
      later.addAll(found(NOON.plus(Duration.ofMinutes(minute))));
    }
    assertThat(later).as("those of hours that are remembered").containsExactly(name(12, 30));
  }
}
