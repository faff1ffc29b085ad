package dev.understudy.gateway.recent;

import static dev.understudy.gateway.recent.SampleEntries.NOON;
import static dev.understudy.gateway.recent.SampleEntries.exchange;
import static dev.understudy.gateway.recent.SampleEntries.id;
import static dev.understudy.gateway.recent.SampleEntries.labels;
import static dev.understudy.gateway.recent.SampleEntries.ruled;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Table;
import dev.understudy.gateway.Logged;
import dev.understudy.gateway.recent.StoredTable.Bounds;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.upkeep.Compaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other gateways put into the store shows on this one's console. */
class RefillTest {
  private static final long MIB = 1024 * 1024;
  private static final String UNREADABLE =
      "stored files were left out of the console, as they cannot be read";
  private static final String AWAY =
      "what gateways stored cannot be looked at; the console shows what this one takes until it"
          + " can";
  private static final String BACK = "what gateways stored can be looked at again";

  @TempDir Path folder;
  private Instant now = NOON;
  private final RecentCaptures recent = new RecentCaptures(8 * MIB, NOON);
  private Logged logged;
  private FolderStore captures;
  private WatchedStore watched;
  private OtherGateway other;
  private Refill refill;

  @BeforeEach
  void open() throws IOException {
    captures = FolderStore.open(folder.resolve("captures"));
    watched = new WatchedStore(captures);
    other = new OtherGateway(captures, "other");
    refill = new Refill(watched.store(), recent, "mine", null, () -> now);
    logged = Logged.by(Refill.class);
  }

  @AfterEach
  void close() throws IOException {
    logged.close();
    recent.close();
    captures.close();
  }

  private void lookAfter(Duration time) {
    now = now.plus(time);
    refill.look();
  }

  private void lookAMinuteLater() {
    lookAfter(Duration.ofMinutes(1));
  }

  private Instant before(Duration time) {
    return now.minus(time);
  }

  private void put(Entry... entries) throws IOException {
    other.put(before(Duration.ofSeconds(30)), List.of(entries));
  }

  private static List<Exchange> exchanges(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> exchange(i, Role.PRIMARY, "no")).toList();
  }

  private List<UUID> cases() {
    return recent.cases("r", CaseFilter.ALL, null, 1_000_000).items().stream()
        .map(Case::requestId)
        .toList();
  }

  private List<UUID> requests() {
    return recent.lines(LineFilter.ALL, null, 1_000_000).items().stream()
        .map(ExchangeLine::requestId)
        .toList();
  }

  private Case one(int number) {
    return Objects.requireNonNull(recent.find("r", id(number)), "a case");
  }

  private List<String> told() {
    return logged.events().stream().map(ILoggingEvent::getMessage).toList();
  }

  @Test
  void whatAnotherPutsIsThereAfterTheNextLookWithWhatItsExchangesTell() throws Exception {
    refill.look();
    put(
        exchange(1, Role.PRIMARY, "no"),
        exchange(1, Role.SHADOW, "yes"),
        labels(1, "0", "1"),
        labels(2, "0", "1"),
        ruled(2, Ruling.STUDENT, 100));

    lookAMinuteLater();

    assertThat(cases()).containsExactly(id(2), id(1));
    assertThat(one(1).facts()).isEqualTo(new CaseFacts("shop", List.of(), 0.71));
    assertThat(one(1).ruling()).isNull();
    assertThat(one(2).ruling()).isEqualTo(Ruling.STUDENT);
    assertThat(recent.lines(LineFilter.ALL, null, 9).items())
        .extracting(ExchangeLine::role)
        .containsExactly("shadow", "primary");
    assertThat(recent.storedUntil()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void aDisagreementThatComesLaterThanItsExchangesKnowsWhatTheyTold() throws Exception {
    refill.look();
    put(exchange(1, Role.PRIMARY, "no"), exchange(1, Role.SHADOW, "yes"));
    lookAMinuteLater();
    put(labels(1, "0", "1"));

    lookAMinuteLater();

    assertThat(one(1).facts()).isEqualTo(new CaseFacts("shop", List.of(), 0.71));
  }

  @Test
  void judgementsOfAllGatewaysCountByTheirTimeInWhateverOrderTheyCome() throws Exception {
    recent.offer(labels(1, "0", "1"));
    awaitIdle();
    recent.judged(ruled(1, Ruling.TEACHER, 20));
    put(ruled(1, Ruling.STUDENT, 10));

    lookAMinuteLater();

    assertThat(one(1).ruling()).isEqualTo(Ruling.TEACHER);
    assertThat(Objects.requireNonNull(recent.said(id(1))).ruling()).isEqualTo(Ruling.TEACHER);

    put(ruled(1, Ruling.BOTH_WRONG, 30));
    lookAMinuteLater();

    assertThat(one(1).ruling()).isEqualTo(Ruling.BOTH_WRONG);
  }

  private void awaitIdle() {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!recent.isIdle()) {
      assertThat(System.nanoTime()).as("time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  @Test
  void whatThisGatewayPutSinceItBeganIsNotReadAndWhatItHadLeftBehindIs() throws Exception {
    refill.look();
    OtherGateway mine = new OtherGateway(captures, "mine");
    mine.put(NOON.plusSeconds(1), List.of(labels(1, "0", "1")));
    mine.put(NOON.minusSeconds(1), List.of(labels(2, "0", "1"))); // in the spool at the start
    new OtherGateway(captures, "mine-2").put(NOON.plusSeconds(1), List.of(labels(3, "0", "1")));

    lookAMinuteLater();

    assertThat(cases()).containsExactly(id(3), id(2));
    assertThat(watched.opened()).hasSize(2);
  }

  @Test
  void eachFileIsReadOnceAndALookThatFindsNothingOpensNone() throws Exception {
    put(exchange(1, Role.PRIMARY, "no"), labels(1, "0", "1"), ruled(1, Ruling.TEACHER, 9));
    refill.look();
    assertThat(watched.opened()).hasSize(3);
    watched.listed();

    for (int i = 0; i < 90; i++) {
      lookAMinuteLater();
      assertThat(watched.listed()).as("lists of a look").hasSizeBetween(9, 12);
    }

    assertThat(watched.opened()).isEmpty();
  }

  @Test
  void whatComesLateIsFoundWithinAnHourOfLooksAsFarBackAsADay() throws Exception {
    refill.look();
    Map<UUID, Integer> hours = new HashMap<>();
    for (int hour = 0; hour < 23; hour++) {
      Instant then = before(Duration.ofHours(hour));
      int seconds = (int) Duration.between(NOON, then).toSeconds();
      other.put(then, List.of(labels(seconds, "0", "1"), exchange(seconds, Role.PRIMARY, "no")));
      hours.put(id(seconds), hour);
    }

    for (int i = 0; i < 60; i++) {
      lookAMinuteLater();
    }

    assertThat(cases()).containsExactlyInAnyOrderElementsOf(hours.keySet());
    assertThat(requests()).containsExactlyInAnyOrderElementsOf(hours.keySet());
  }

  @Test
  void judgementsAndDisagreementsOfADayAgoAndMoreAreFoundToo() throws Exception {
    refill.look();
    int days = (int) -Duration.ofDays(5).toSeconds();
    int weeks = (int) -Duration.ofDays(20).toSeconds();
    other.put(NOON.minus(Duration.ofDays(5)), List.of(labels(days, "0", "1")));
    put(labels(1, "0", "1"));
    other.put(
        NOON.minus(Duration.ofDays(20)),
        List.of(
            new Feedback(
                id(1),
                NOON.plusSeconds(weeks),
                "other",
                null,
                null,
                null,
                Ruling.PERSON,
                Ruling.SKIPPED.comment())));

    for (int i = 0; i < 60; i++) {
      lookAMinuteLater();
    }

    assertThat(cases()).containsExactly(id(1), id(days));
    assertThat(one(1).ruling()).isEqualTo(Ruling.SKIPPED);
  }

  @Test
  void aFileThatWasMergedBeforeItWasSeenIsReadOutOfTheMergedOne() throws Exception {
    put(labels(1, "0", "1"));
    refill.look();
    put(labels(2, "0", "1"));
    now = now.plus(Duration.ofHours(2));
    compact();
    watched.opened();

    refill.look();

    assertThat(cases()).containsExactly(id(2), id(1));
  }

  @Test
  void aMergedFileWhoseRowsAreKnownIsNotRead() throws Exception {
    put(labels(1, "0", "1"));
    put(labels(2, "0", "1"));
    refill.look();
    now = now.plus(Duration.ofHours(2));
    compact();
    List<UUID> before = cases();
    watched.opened();

    lookAMinuteLater();
    List<String> first = watched.opened();
    for (int i = 0; i < 40; i++) {
      lookAMinuteLater();
    }

    assertThat(first.size() + watched.opened().size()).as("a footer").isEqualTo(1);
    assertThat(cases()).isEqualTo(before);
  }

  private void compact() throws IOException {
    new Compaction(captures, Clock.systemUTC(), note -> {})
        .run(EnumSet.allOf(Table.class), now, 256 * MIB);
  }

  @Test
  void damagedAndForeignFilesKeepNobodyFromTheOthersAndAreToldOnce() throws Exception {
    refill.look();
    Path hour = captures.path("comparisons/date=2026-01-31/hour=12");
    Files.createDirectories(hour);
    Files.writeString(hour.resolve("note.parquet"), "no Parquet");
    Files.writeString(hour.resolve("zz-compacted-00000001.parquet"), "no Parquet");
    Files.writeString(hour.resolve("README.txt"), "of another kind");
    put(exchange(7, Role.PRIMARY, "no"));
    Path exchanges = captures.path("exchanges/date=2026-01-31/hour=12");
    try (var files = Files.list(exchanges)) {
      Files.copy(files.findFirst().orElseThrow(), hour.resolve("of-another-table.parquet"));
    }
    put(labels(1, "0", "1"));

    lookAMinuteLater();
    lookAMinuteLater();

    assertThat(cases()).containsExactly(id(1));
    assertThat(requests()).containsExactly(id(7));
    assertThat(told()).containsExactly(UNREADABLE);
    assertThat(logged.events().get(0).getKeyValuePairs().toString()).contains("files=\"2\"");
    assertThat(recent.storedFilesWaiting()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverADamagedFileHoldsTheOthersAreRead(long seed) throws Exception {
    Random random = new Random(seed);
    refill.look();
    for (int i = 0; i < 20; i++) {
      List<String> names =
          other.put(
              before(Duration.ofSeconds(i)),
              List.of(labels(1000 + i, "0", "1"), exchange(1000 + i, Role.SHADOW, "no")));
      for (String name : names) {
        byte[] bytes = Files.readAllBytes(captures.path(name));
        for (int flip = 0; flip < 5; flip++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        int kept = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        Files.write(captures.path(name), Arrays.copyOf(bytes, kept));
      }
    }
    put(labels(1, "0", "1"), exchange(1, Role.PRIMARY, "no"));

    lookAMinuteLater();

    assertThat(cases()).as("seed " + seed).contains(id(1));
    assertThat(requests()).as("seed " + seed).contains(id(1));
    assertThat(recent.storedUntil()).isEqualTo(now);
  }

  @Test
  void whileTheStoreIsAwayNothingIsLostAndItIsToldOnce() throws Exception {
    put(labels(1, "0", "1"));
    watched.isAway(true);
    for (int i = 0; i < 10; i++) {
      lookAMinuteLater();
    }
    assertThat(recent.storedUntil()).isNull();
    watched.isAway(false);
    lookAMinuteLater();
    assertThat(cases()).containsExactly(id(1));

    watched.isAway(true);
    put(labels(2, "0", "1"));
    for (int i = 0; i < 200; i++) {
      lookAMinuteLater();
    }
    watched.isAway(false);
    lookAMinuteLater();

    assertThat(cases()).containsExactly(id(2), id(1));
    assertThat(told()).containsExactly(AWAY, BACK, AWAY, BACK);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20})
  void whileTheStoreListsFilesAndGivesNoneNothingIsLostAndItIsToldOnce(long minutes)
      throws Exception {
    refill.look();
    watched.givesNone(true);
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      if (i % 2 == 0) {
        int second = (int) Duration.between(NOON, now).toSeconds();
        put(exchange(second, Role.PRIMARY, "no"), labels(second, "0", "1"));
        all.add(0, id(second));
      }
      lookAfter(Duration.ofMinutes(minutes));
    }
    assertThat(recent.storedUntil()).isEqualTo(NOON);
    watched.givesNone(false);
    lookAMinuteLater();

    assertThat(cases()).isEqualTo(all);
    assertThat(requests()).isEqualTo(all);
    assertThat(recent.storedUntil()).isEqualTo(now);
    assertThat(recent.storedFilesWaiting()).isZero();
    assertThat(told()).containsExactly(AWAY, BACK);
  }

  @Test
  void whatWasThereAtTheStartIsReadOnceTheStoreGivesFiles() throws Exception {
    for (int i = 1; i <= 9; i++) {
      other.put(NOON.plusSeconds(i), List.of(labels(i, "0", "1")));
    }
    watched.givesNone(true);
    for (int i = 0; i < 30; i++) {
      lookAMinuteLater();
    }
    assertThat(recent.storedUntil()).isNull();
    watched.givesNone(false);
    lookAMinuteLater();

    assertThat(cases()).hasSize(9);
    assertThat(told()).containsExactly(AWAY, BACK);
  }

  @Test
  void filesThatTheStoreDoesNotGiveKeepNobodyFromTheOthersAndAreGivenUp() throws Exception {
    refill.look();
    for (int i = 1; i <= 4; i++) {
      other.put(NOON.plusSeconds(i), List.of(labels(100 + i, "0", "1"))).forEach(watched::withhold);
    }
    other.put(NOON, List.of(labels(1, "0", "1")));

    lookAMinuteLater();
    lookAMinuteLater();
    assertThat(cases()).containsExactly(id(1));
    assertThat(recent.storedFilesWaiting()).isEqualTo(4);
    assertThat(told()).as("of none before it is given up").doesNotContain(UNREADABLE);
    for (int i = 0; i < 10; i++) {
      put(exchange(i, Role.PRIMARY, "no"));
      lookAMinuteLater();
    }
    watched.opened();
    lookAMinuteLater();

    assertThat(watched.opened()).isEmpty();
    assertThat(recent.storedFilesWaiting()).isZero();
    assertThat(files(UNREADABLE)).as("files told of").isEqualTo(4);
  }

  /** Of how many files a phrase told in all. */
  private int files(String phrase) {
    return logged.events().stream()
        .filter(each -> each.getMessage().equals(phrase))
        .flatMap(each -> each.getKeyValuePairs().stream())
        .filter(pair -> pair.key.equals("files"))
        .mapToInt(pair -> (Integer) pair.value)
        .sum();
  }

  @Test
  void aFileNotGivenAtTheStartWaitsAndIsReadByTheNextLook() throws Exception {
    Instant then = before(Duration.ofHours(9));
    int late = (int) Duration.between(NOON, then).toSeconds();
    List<String> names = other.put(then, List.of(labels(late, "0", "1")));
    names.forEach(watched::withhold);
    put(labels(1, "0", "1"));

    refill.look();
    assertThat(cases()).containsExactly(id(1));
    assertThat(recent.storedFilesWaiting()).isEqualTo(1);
    names.forEach(watched::giveAgain);
    lookAMinuteLater();

    assertThat(cases()).containsExactly(id(1), id(late));
    assertThat(recent.storedFilesWaiting()).isZero();
    assertThat(told()).isEmpty();
  }

  @Test
  void aLookReadsSoMuchOnlyTheNewestFirstAndTellsHowManyFilesWait() throws Exception {
    refill = new Refill(watched.store(), recent, "mine", null, () -> now, new Bounds(15, MIB));
    refill.look();
    for (int i = 0; i < 5; i++) {
      other.put(NOON.plusSeconds(i), exchanges(10 * i, 10 * i + 10));
    }

    lookAMinuteLater();
    assertThat(requests()).hasSize(20).startsWith(id(49)).endsWith(id(30));
    assertThat(recent.storedFilesWaiting()).isEqualTo(3);
    lookAMinuteLater();
    assertThat(requests()).hasSize(40).endsWith(id(10));
    lookAMinuteLater();

    assertThat(requests()).hasSize(50);
    assertThat(recent.storedFilesWaiting()).isZero();
  }

  @Test
  void filesFurtherBackThatALookDidNotComeToAreToldOfAndReadByTheNext() throws Exception {
    refill = new Refill(watched.store(), recent, "mine", null, () -> now, new Bounds(15, MIB));
    refill.look();
    int late = (int) -Duration.ofHours(5).toSeconds();
    for (int i = 0; i < 5; i++) {
      int from = late + 10 * i;
      other.put(NOON.plusSeconds(from), exchanges(from, from + 10));
    }

    for (int i = 0; i < 60 && requests().isEmpty(); i++) {
      lookAMinuteLater();
    }
    assertThat(requests()).hasSize(20);
    assertThat(recent.storedFilesWaiting()).isEqualTo(3);
    lookAMinuteLater();
    assertThat(requests()).hasSize(40);
    assertThat(recent.storedFilesWaiting()).isEqualTo(1);
    lookAMinuteLater();

    assertThat(requests()).hasSize(50);
    assertThat(recent.storedFilesWaiting()).isZero();
  }

  @Test
  void memoryStaysWithinItsBoundAndHoldsTheNewest() throws Exception {
    try (RecentCaptures small = new RecentCaptures(MIB, NOON)) {
      Refill looks = new Refill(watched.store(), small, "mine", null, () -> now);
      looks.look();
      for (int i = 0; i < 8; i++) {
        List<Entry> entries = new ArrayList<>(exchanges(1000 * i, 1000 * i + 1000));
        for (int j = 0; j < 1000; j++) {
          entries.add(labels(1000 * i + j, "0", "1"));
          entries.add(ruled(1000 * i + j, Ruling.SKIPPED, 1000 * i + j));
        }
        Collections.shuffle(entries, new Random(i));
        other.put(now, entries);
        now = now.plus(Duration.ofMinutes(15));
        looks.look();

        assertThat(small.heldBytes()).isLessThanOrEqualTo(MIB);
        assertThat(small.cases("r", CaseFilter.ALL, null, 1).items())
            .extracting(Case::requestId)
            .containsExactly(id(1000 * i + 999));
        assertThat(small.lines(LineFilter.ALL, null, 1).items())
            .extracting(ExchangeLine::requestId)
            .containsExactly(id(1000 * i + 999));
      }
    }
  }

  /** Gateways capture, drain late, restart; hours are merged; whoever looks sees each row once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void eachRowShowsOnceWhateverHappens(long seed) throws Exception {
    Random random = new Random(seed);
    List<OtherGateway> gateways =
        List.of(new OtherGateway(captures, "a"), new OtherGateway(captures, "b"));
    OtherGateway mine = new OtherGateway(captures, "mine");
    List<List<Entry>> spooled = new ArrayList<>();
    Set<Integer> known = new HashSet<>();
    for (int step = 0; step < 60; step++) {
      int second = (int) Duration.between(NOON, now).toSeconds();
      List<Entry> entries = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int number = second - random.nextInt(3) * 1000 + i;
        if (known.add(number)) {
          entries.add(exchange(number, Role.PRIMARY, "no"));
          entries.add(exchange(number, Role.SHADOW, "yes"));
          entries.add(labels(number, "0", "1"));
        }
      }
      if (!entries.isEmpty()) {
        switch (random.nextInt(4)) {
          case 0 -> { // taken by this gateway, and put by it later
            entries.forEach(recent::offer);
            awaitIdle();
            boolean isTakenForOthers = random.nextBoolean();
            mine.put(isTakenForOthers ? NOON.minusSeconds(1) : now, entries);
          }
          case 1 -> spooled.add(entries);
          default -> gateways.get(random.nextInt(2)).put(now, entries);
        }
      }
      if (random.nextInt(10) == 0 && !spooled.isEmpty()) {
        gateways.get(0).put(now, spooled.remove(random.nextInt(spooled.size())));
      }
      if (random.nextInt(40) == 0) {
        compact();
      }
      if (random.nextInt(30) == 0) { // a second one over the same memory knows no name
        refill = new Refill(watched.store(), recent, "mine", null, () -> now);
      }
      watched.isAway(random.nextInt(8) == 0);
      lookAfter(Duration.ofSeconds(30 + random.nextInt(300)));
    }
    for (List<Entry> late : spooled) {
      gateways.get(1).put(now, late);
    }
    watched.isAway(false);
    for (int i = 0; i < 60; i++) {
      lookAMinuteLater();
    }

    List<UUID> all = known.stream().sorted().map(SampleEntries::id).toList();
    List<UUID> newestFirst = new ArrayList<>(all);
    Collections.reverse(newestFirst);
    assertThat(cases()).as("seed " + seed).isEqualTo(newestFirst);
    assertThat(requests()).as("seed " + seed).hasSize(2 * all.size()).containsAll(all);
    assertThat(recent.lines(LineFilter.ALL, null, 1_000_000).items())
        .as("seed " + seed)
        .extracting(ExchangeLine::exchangeId)
        .doesNotHaveDuplicates();
  }

  @Test
  void itLooksOnItsOwnThreadUntilItIsClosed() throws Exception {
    Refill running =
        new Refill(captures, recent, "mine", Duration.ofMillis(20), Clock.systemUTC()).start();
    other.put(
        Instant.now(),
        List.of(labels((int) Duration.between(NOON, Instant.now()).toSeconds(), "0", "1")));
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (cases().isEmpty()) {
      assertThat(System.nanoTime()).as("time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }

    running.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("understudy-refill");
  }
}
