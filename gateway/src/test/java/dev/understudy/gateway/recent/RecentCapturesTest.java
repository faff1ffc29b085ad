package dev.understudy.gateway.recent;

import static dev.understudy.gateway.recent.SampleEntries.NOON;
import static dev.understudy.gateway.recent.SampleEntries.answer;
import static dev.understudy.gateway.recent.SampleEntries.compared;
import static dev.understudy.gateway.recent.SampleEntries.different;
import static dev.understudy.gateway.recent.SampleEntries.exchange;
import static dev.understudy.gateway.recent.SampleEntries.id;
import static dev.understudy.gateway.recent.SampleEntries.labels;
import static dev.understudy.gateway.recent.SampleEntries.request;
import static dev.understudy.gateway.recent.SampleEntries.ruled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentCapturesTest {
  private static final long MIB = 1024 * 1024;

  private final RecentCaptures recent = new RecentCaptures(8 * MIB, NOON);

  @AfterEach
  void close() {
    recent.close();
  }

  private static void await(RecentCaptures memory) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!memory.isIdle()) {
      assertThat(System.nanoTime()).as("time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private void given(Entry... entries) {
    for (Entry entry : entries) {
      if (entry instanceof Comparison comparison) {
        recent.count(comparison);
      }
      recent.offer(entry);
    }
    await(recent);
  }

  private List<UUID> ids(CaseFilter filter) {
    return recent.cases("r", filter, null, 100).items().stream().map(Case::requestId).toList();
  }

  private Case one(int number) {
    return Objects.requireNonNull(recent.find("r", id(number)), "a case");
  }

  private static CaseFilter filter(@Nullable Integer group, @Nullable Boolean judged) {
    return new CaseFilter(group, null, null, null, null, null, null, judged);
  }

  @Test
  void disagreementsAreThereNewestFirstAndTheRestIsCountedAlone() {
    given(
        labels(1, "0", "1"),
        compared(2, "r", "label", 1, List.of(), Verdict.SAME, false),
        compared(3, "r", "label", 0, List.of(), Verdict.DIFFERENT, true),
        labels(4, "0", "1"));

    assertThat(ids(CaseFilter.ALL)).containsExactly(id(4), id(1));
    assertThat(recent.counts("r"))
        .containsEntry(Verdict.DIFFERENT, 2L)
        .containsEntry(Verdict.SAME, 1L)
        .containsEntry(Verdict.INCOMPARABLE, 0L);
    assertThat(recent.echoes("r")).containsEntry(Verdict.DIFFERENT, 1L);
  }

  @Test
  void whatDiffersAlikeIsOneGroup() {
    given(
        labels(1, "0", "1"),
        labels(2, "1", "0"),
        labels(3, "0", "1"),
        different(4, "r", "json", 0.5, List.of(), new Difference("/items/3/price", "1", "2")),
        different(5, "r", "json", 0.5, List.of(), new Difference("/items/7/price", "1", "2")),
        different(6, "r", "json", 0.5, List.of(), new Difference("/note", null, "\"x\"")),
        different(7, "r", "text", 0.4, List.of(), new Difference("", "\"long\"", "\"words\"")),
        different(8, "r", "text", 0.4, List.of("student_refused"), new Difference("", "1", "2")));

    assertThat(recent.groups("r", CaseFilter.ALL))
        .extracting(
            each ->
                "%d: %s %s %s>%s %s, %d"
                    .formatted(
                        each.number(),
                        each.group().kind().word(),
                        each.group().pointer(),
                        each.group().teacher(),
                        each.group().student(),
                        each.group().what(),
                        each.cases()))
        .containsExactly(
            "1: label  0>1 from one value to another, 2",
            "3: value /items/*/price 1>2 from one value to another, 2",
            "2: label  1>0 from one value to another, 1",
            "4: part /note null>null only the student has it, 1",
            "5: text  null>null some words are shared, 1",
            "6: unusable  null>null the student declined, 1");
  }

  @Test
  void valuesThatHardlyEverComeTwiceMakeNoGroupsOfTheirOwn() {
    for (int i = 0; i < 2 * Grouping.MOST_PAIRS; i++) {
      given(labels(i, "teacher " + i, "student " + i));
    }

    assertThat(recent.groups("r", CaseFilter.ALL))
        .hasSize(Grouping.MOST_PAIRS + 1)
        .first()
        .extracting(each -> each.group().what(), GroupCount::cases)
        .containsExactly("other values", Grouping.MOST_PAIRS);
  }

  @Test
  void casesAreFilteredByWhatTheirExchangesTellWhicheverComesFirst() {
    given(
        exchange(1, Role.PRIMARY, "no"),
        exchange(1, Role.SHADOW, "yes"),
        labels(1, "0", "1"),
        labels(2, "0", "1"),
        exchange(2, Role.PRIMARY, "no"),
        exchange(2, Role.SHADOW, "yes"),
        labels(3, "0", "1"));

    assertThat(ids(new CaseFilter(null, null, null, "shop", null, null, null, null)))
        .containsExactly(id(2), id(1));
    assertThat(ids(new CaseFilter(null, null, null, null, "batch=a", null, null, null)))
        .containsExactly(id(2), id(1));
    assertThat(ids(new CaseFilter(null, null, null, null, null, 0.715, 0.8, null)))
        .containsExactly(id(2));
    assertThat(ids(new CaseFilter(null, NOON.plusSeconds(2), null, null, null, null, null, null)))
        .containsExactly(id(3), id(2));
    assertThat(ids(new CaseFilter(null, null, NOON.plusSeconds(2), null, null, null, null, null)))
        .containsExactly(id(1));
    assertThat(ids(filter(2, null))).isEmpty();
  }

  @Test
  void judgedCasesLeaveTheQueueAndTheNewestJudgementCounts() {
    given(
        ruled(1, Ruling.STUDENT, 50), // before it is known
        labels(1, "0", "1"),
        labels(2, "0", "1"),
        labels(3, "0", "1"),
        ruled(2, Ruling.TEACHER, 61),
        ruled(2, Ruling.SKIPPED, 60),
        ruled(3, Ruling.BOTH_WRONG, 70),
        ruled(3, Ruling.TAKEN_BACK, 71));

    assertThat(ids(filter(null, false))).containsExactly(id(3));
    assertThat(ids(filter(null, true))).containsExactly(id(2), id(1));
    assertThat(one(1).ruling()).isEqualTo(Ruling.STUDENT);
    assertThat(one(2).ruling()).isEqualTo(Ruling.TEACHER);
    assertThat(one(3).ruling()).isNull();
    assertThat(recent.groups("r", filter(null, false)))
        .extracting(GroupCount::cases, GroupCount::judged)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(3, 2));
  }

  private static Comparison large(int number, String route) {
    return different(
        number, route, "text", 0, List.of(), new Difference("", "x".repeat(20_000), null));
  }

  @Test
  void ofStoredDisagreementsTheNewestStayAlthoughAFileIsReadTheOldestFirst() {
    try (RecentCaptures small = new RecentCaptures(MIB, NOON)) {
      for (int i = 100; i < 200; i++) {
        assertThat(small.stored(large(i, "busy"))).as("number %d", i).isTrue();
      }
      for (int i = 200; i < 203; i++) {
        assertThat(small.stored(large(i, "rare"))).as("number %d", i).isTrue();
      }

      assertThat(small.stored(large(50, "rare"))).as("of an older file").isFalse();
      assertThat(small.stored(large(51, "busy"))).as("of an older file").isFalse();
      assertThat(small.stored(large(52, "other"))).as("of an older file").isFalse();
      assertThat(small.size("rare")).isEqualTo(3);
      assertThat(small.size("other")).isZero();
      assertThat(small.size("busy")).isBetween(2, 12);
      assertThat(small.find("busy", id(199))).isNotNull();
      assertThat(small.find("busy", id(100))).isNull();
    }
  }

  @Test
  void namesThatAnswersChooseTakeNoMoreMemoryThanThereIs() {
    try (RecentCaptures small = new RecentCaptures(MIB, NOON)) {
      for (int i = 0; i < 600; i++) {
        String key = "/" + i + "k".repeat(10_000);
        small.offer(
            different(i, "r" + i % 40, "json", 0, List.of(), new Difference(key, "1", "2")));
        await(small);

        assertThat(small.heldBytes()).as("entry %d", i).isLessThanOrEqualTo(MIB);
      }
      assertThat(IntStream.range(0, 40).map(each -> small.size("r" + each)).sum()).isPositive();
    }
  }

  @Test
  void ofStoredJudgementsTheNewestStayWhenThereAreTooManyHoweverTheyAreRead() {
    int many = 20_000;
    for (int i = 0; i < many; i++) { // the newest file, and in it the oldest first
      recent.stored(ruled(i, Ruling.TEACHER, many + i));
    }

    assertThat(recent.stored(ruled(many, Ruling.TEACHER, 1))).as("of an older file").isFalse();
    given(ruled(many + 1, Ruling.TEACHER, 3 * many)); // while it serves

    given(labels(0, "a", "b"), labels(many - 1, "a", "b"), labels(many, "a", "b"));
    assertThat(one(0).ruling()).isNull();
    assertThat(one(many - 1).ruling()).isEqualTo(Ruling.TEACHER);
    assertThat(one(many).ruling()).isNull();
  }

  @Test
  void aRequestsExchangesAreKeptAsLongAsItsDisagreement() {
    String longText = "x".repeat(20_000);
    given(exchange(1, Role.PRIMARY, "no"), exchange(1, Role.SHADOW, "yes"), labels(1, "0", "1"));
    for (int i = 2; i < 200; i++) {
      given(exchange(i, Role.PRIMARY, longText));
    }

    assertThat(recent.line(id(1_000_001))).as("the last exchanges").isNull();
    assertThat(recent.exchanges(id(1)))
        .extracting(Exchange::role)
        .containsExactly(Role.PRIMARY, Role.SHADOW);
    assertThat(recent.lines(LineFilter.ALL, null, 1).items().get(0).requestId()).isEqualTo(id(199));
  }

  @Test
  void exchangesAreListedByWhatIsAskedFor() {
    given(
        exchange(1, Role.PRIMARY, "a"),
        exchange(1, Role.SHADOW, "b"),
        exchange(2, Role.PRIMARY, "c"));

    LineFilter shadows =
        new LineFilter(
            "r", "shadow", "complete", 200, 299, "shop", null, null, null, null, null, null);
    LineFilter second =
        new LineFilter(
            null, null, null, null, null, null, id(2).toString(), null, null, null, null, null);

    assertThat(recent.lines(shadows, null, 9).items())
        .extracting(ExchangeLine::exchangeId)
        .containsExactly(id(2_000_001));
    assertThat(recent.lines(second, null, 9).items())
        .extracting(ExchangeLine::exchangeId)
        .containsExactly(id(1_000_002));
  }

  private static LineFilter answeredBy(String name) {
    return new LineFilter(null, null, null, null, null, null, null, null, null, null, name, null);
  }

  @Test
  void whoAnsweredIsFoundByUpstreamAndByModelPageByPage() {
    for (int i = 0; i < 500; i++) {
      String model = i % 2 == 0 ? "\"even\"" : "\"odd\"";
      String answer = answer("a").replace("\"m\"", model);
      given(exchange(i, Role.PRIMARY, "r", "shop", request("?"), answer));
    }
    long before = recent.heldBytes();

    Page<ExchangeLine> first = recent.lines(answeredBy("od"), null, 10);
    Page<ExchangeLine> rest = recent.lines(answeredBy("od"), first.next(), 1000);

    assertThat(first.items()).hasSize(10).allMatch(each -> "odd".equals(each.model()));
    assertThat(first.items().get(0).requestId()).isEqualTo(id(499));
    assertThat(rest.items()).hasSize(240);
    assertThat(recent.lines(answeredBy("even"), null, 1000).items()).hasSize(250);
    assertThat(recent.lines(answeredBy("large"), null, 1000).items()).hasSize(500);
    assertThat(recent.lines(answeredBy("elsewhere"), null, 1000).items()).isEmpty();
    assertThat(recent.heldBytes()).isGreaterThan(before);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void pagesFollowOneAnotherWithoutGapOrRepeat(long seed) {
    Random random = new Random(seed);
    List<UUID> all = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      boolean wanted = random.nextBoolean();
      given(labels(i, "0", wanted ? "1" : "2"));
      if (wanted) {
        all.add(0, id(i));
      }
    }
    int group = 0;
    for (GroupCount each : recent.groups("r", CaseFilter.ALL)) {
      group = "1".equals(each.group().student()) ? each.number() : group;
    }

    List<UUID> paged = new ArrayList<>();
    Moment after = null;
    do {
      Page<Case> page = recent.cases("r", filter(group, null), after, 1 + random.nextInt(40));
      page.items().forEach(each -> paged.add(each.requestId()));
      after = page.next();
    } while (after != null);

    assertThat(paged).as("seed %d", seed).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void memoryIsBoundedWhateverComes(long seed) {
    Random random = new Random(seed);
    long most = 2 * MIB;
    try (RecentCaptures small = new RecentCaptures(most, NOON)) {
      for (int i = 0; i < 3_000; i++) {
        String route = "r" + random.nextInt(1 + (int) seed * 100);
        String text = "y".repeat(random.nextInt(3) == 0 ? random.nextInt(40_000) : 50);
        switch (random.nextInt(4)) {
          case 0 ->
              small.offer(exchange(random.nextInt(i + 1), Role.PRIMARY, route, text, "{}", text));
          case 1 ->
              small.offer(exchange(random.nextInt(i + 1), Role.SHADOW, route, null, text, text));
          case 2 -> small.offer(ruled(random.nextInt(i + 1), Ruling.STUDENT, i));
          default ->
              small.offer(
                  different(
                      i,
                      route,
                      "json",
                      0,
                      List.of(),
                      new Difference("/" + random.nextInt(), text, text)));
        }
        assertThat(small.heldBytes()).as("seed %d, entry %d", seed, i).isLessThanOrEqualTo(most);
        if (i % 8 == 7) {
          await(small); // or most would be left out at the door
        }
      }
      await(small);
      assertThat(small.heldBytes()).as("seed %d", seed).isBetween(1L, most);
    }
  }

  @Test
  void aMomentIsReadAsItIsWritten() {
    Moment moment = Moment.of(NOON, id(7));

    assertThat(Moment.read(moment.toString())).contains(moment);
    assertThat(Moment.read("12_x")).isEmpty();
  }
}
