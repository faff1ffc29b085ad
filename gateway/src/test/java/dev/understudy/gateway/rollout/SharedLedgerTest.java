package dev.understudy.gateway.rollout;

import static dev.understudy.gateway.rollout.SampleRules.ROUTE;
import static dev.understudy.gateway.rollout.SampleRules.canary;
import static dev.understudy.gateway.rollout.SampleRules.gate;
import static dev.understudy.gateway.rollout.SampleRules.percent;
import static dev.understudy.gateway.rollout.SampleRules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.understudy.diff.evidence.Counts;
import dev.understudy.diff.evidence.Reading;
import dev.understudy.gateway.Logged;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.Versioned;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several gateways' rollouts over one folder, each with its own opening of it. */
class SharedLedgerTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Rules usual = SampleRules.usual();
  private final String fingerprint = Rollouts.fingerprint(usual.routes().get(0));
  private long now;

  @BeforeEach
  void setTheClock() {
    now = System.currentTimeMillis();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private FolderStore store() throws IOException {
    FolderStore store = FolderStore.open(folder);
    opened.add(store);
    return store;
  }

  private Rollouts gateway(String name) throws IOException {
    return gateway(name, usual);
  }

  private Rollouts gateway(String name, Rules rules) throws IOException {
    Duration often = Duration.ofMillis(200);
    return open(name, store(), rules, often, SOON);
  }

  /** A gateway that reads the ledger only when it has something to write. */
  private Rollouts seldomReading(String name) throws IOException {
    Duration seldom = Duration.ofMinutes(10);
    return open(name, store(), usual, seldom, SOON);
  }

  /** A gateway that waits a moment only for the store to tell whether it has a move. */
  private Rollouts impatient(String name, Store store) {
    return open(name, store, usual, Duration.ofMillis(50), Duration.ofMillis(50));
  }

  /** A gateway that waits for the store long enough that a write has begun by then. */
  private Rollouts lessImpatient(String name, Store store) {
    return open(name, store, usual, Duration.ofMillis(50), Duration.ofSeconds(2));
  }

  private Rollouts open(
      String name, Store store, Rules rules, Duration interval, Duration longestWrite) {
    Rollouts rollouts =
        Rollouts.open(
            name,
            store,
            rules,
            new SimpleMeterRegistry(),
            Clock.systemUTC(),
            interval,
            longestWrite);
    opened.add(rollouts);
    return rollouts;
  }

  private Rollouts usualGateway(String name) throws IOException {
    Rollouts rollouts = Rollouts.open(name, store(), usual, new SimpleMeterRegistry());
    opened.add(rollouts);
    return rollouts;
  }

  private void observe(Rollouts rollouts, int good, int bad) {
    for (int i = 0; i < good + bad; i++) {
      rollouts.observe(ROUTE, fingerprint, null, Observation.compared(i >= good), now);
    }
  }

  private static Share share(Rollouts rollouts) {
    return rollouts.shares().getOrDefault(ROUTE, percent("50"));
  }

  private static RolloutStatus status(Rollouts rollouts) {
    return rollouts.statuses().get(0);
  }

  private static Reading reading(Rollouts rollouts) {
    return Objects.requireNonNull(status(rollouts).judgement()).readings().get(0);
  }

  private static Counts seen(Rollouts rollouts) {
    return reading(rollouts).all();
  }

  @Test
  void rollBackHoldsAtOnceHereAndSoonAtTheOthers() throws Exception {
    Rollouts one = usualGateway("gateway-1");
    Rollouts two = usualGateway("gateway-2");
    Rollouts three = usualGateway("gateway-3");

    observe(one, 0, 20);

    assertThat(share(one)).isEqualTo(Share.NONE);
    assertThat(status(one).state()).isEqualTo(State.ROLLED_BACK);
    Eventually.within(SOON, () -> share(two).isNone() && share(three).isNone());
    assertThat(status(three).by()).isEqualTo("evidence at gateway-1");
    assertThat(status(three).reason()).startsWith("beyond the limit: different ");
  }

  @Test
  void severalGatewaysShowTogetherWhatNoneShowsAlone() throws Exception {
    Rollouts one = gateway("gateway-1");
    Rollouts two = gateway("gateway-2");
    Rollouts three = gateway("gateway-3");

    observe(one, 40, 0);
    observe(two, 40, 0);
    assertThat(share(one)).isEqualTo(percent("1"));
    assertThat(share(two)).isEqualTo(percent("1"));
    observe(three, 40, 0);

    Eventually.within(
        SOON, () -> Stream.of(one, two, three).allMatch(r -> share(r).equals(percent("10"))));
    assertThat(status(two).step()).isEqualTo(2);
  }

  @Test
  void goodStudentIsPromotedThroughAllSteps() throws Exception {
    Rollouts one = gateway("gateway-1");

    observe(one, 80, 0);
    assertThat(share(one)).isEqualTo(percent("1"));
    observe(one, 20, 0);
    assertThat(share(one)).isEqualTo(percent("10"));
    observe(one, 100, 0);
    assertThat(share(one)).isEqualTo(Share.ALL);
    observe(one, 100, 0);

    assertThat(status(one).state()).isEqualTo(State.DONE);
    assertThat(one.audit().stream().map(AuditLine::action))
        .containsExactly("begin", "promote", "promote", "finish");
  }

  @Test
  void studentThatTurnsBadAfterTheLastStepIsRolledBack() throws Exception {
    Rollouts one = gateway("gateway-1");
    observe(one, 1_000, 0);
    now += Duration.ofMinutes(1).toMillis();

    observe(one, 0, 20);

    assertThat(status(one).state()).isEqualTo(State.ROLLED_BACK);
  }

  @Test
  void raceOfMovesAndEvidenceLosesNothing() throws Exception {
    int gateways = 4;
    int rounds = 25;
    Rules never = rules(canary("student-7", gate(), "1"));
    List<Rollouts> all = new ArrayList<>();
    for (int i = 0; i < gateways; i++) {
      all.add(gateway("gateway-" + i, never));
    }
    CountDownLatch ready = new CountDownLatch(gateways);
    List<Thread> threads = new ArrayList<>();
    for (Rollouts rollouts : all) {
      Thread thread =
          new Thread(
              () -> {
                ready.countDown();
                for (int i = 0; i < rounds; i++) {
                  observe(rollouts, 2, 0);
                  rollouts.pause(ROUTE, Hand.of("operator", "round " + i));
                  rollouts.resume(ROUTE, Hand.of("operator", "round " + i));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    // the last resume dropped the evidence; from here on all is counted
    Eventually.within(SOON, () -> all.stream().map(r -> status(r).begun()).distinct().count() == 1);
    all.forEach(rollouts -> observe(rollouts, 7, 1));

    Eventually.within(SOON, () -> all.stream().allMatch(r -> seen(r).equals(new Counts(32, 4))));
    assertThat(all.stream().map(Rollouts::audit).distinct()).hasSize(1);
  }

  @Test
  void restartGoesOnWithWhatWasObservedBefore() throws Exception {
    Rollouts before = gateway("gateway-1");
    observe(before, 50, 1);
    before.close();

    Rollouts after = gateway("gateway-1");
    observe(after, 10, 0);

    assertThat(seen(after)).isEqualTo(new Counts(61, 1));
    assertThat(status(after).step()).isEqualTo(1);
  }

  @Test
  void rollBackOutlivesARestartAndAnEditOfTheShare() throws Exception {
    Rollouts before = gateway("gateway-1");
    observe(before, 0, 20);
    before.close();

    Rollouts after = gateway("gateway-1", rules(canary("student-7", gate(), "20", "50")));

    assertThat(share(after)).isEqualTo(Share.NONE);
    assertThat(status(after).state()).isEqualTo(State.ROLLED_BACK);
  }

  @Test
  void anotherStudentBeginsAnew() throws Exception {
    Rollouts one = gateway("gateway-1");
    observe(one, 0, 20);

    one.rules(rules(canary("student-8", gate(), "2", "10")));

    assertThat(share(one)).isEqualTo(percent("2"));
    assertThat(seen(one)).isEqualTo(Counts.NONE);
  }

  @Test
  void evidenceAboutTheStudentBeforeIsPassedOver() throws Exception {
    Rollouts one = gateway("gateway-1");
    one.rules(rules(canary("student-8", gate(), "2", "10")));

    observe(one, 0, 20);

    assertThat(share(one)).isEqualTo(percent("2"));
    assertThat(seen(one)).isEqualTo(Counts.NONE);
  }

  @Test
  void editOfTheShareHoldsAtOnceAndKeepsTheEvidenceOfHarm() throws Exception {
    Rollouts one = gateway("gateway-1");
    observe(one, 100, 0);
    assertThat(share(one)).isEqualTo(percent("10"));

    one.rules(rules(canary("student-7", gate(), "5", "5", "10", "100")));

    assertThat(share(one)).isEqualTo(percent("5"));
    assertThat(seen(one)).isEqualTo(new Counts(100, 0));
    assertThat(reading(one).step()).isEqualTo(Counts.NONE);
  }

  @Test
  void reloadOfTheSameRulesChangesNothing() throws Exception {
    Rollouts one = gateway("gateway-1");
    observe(one, 100, 0);
    AtomicInteger told = new AtomicInteger();
    one.listen(told::incrementAndGet);

    one.rules(SampleRules.usual());

    assertThat(share(one)).isEqualTo(percent("10"));
    assertThat(told).hasValue(0);
  }

  @Test
  void pausedRolloutGathersEvidenceThatMovesNothing() throws Exception {
    Rollouts one = gateway("gateway-1");
    one.pause(ROUTE, Hand.of("ann", "looking into it"));

    observe(one, 0, 20);

    assertThat(share(one)).isEqualTo(percent("1"));
    assertThat(seen(one)).isEqualTo(new Counts(20, 20));
  }

  @Test
  void resumeRunsAgainFromTheRulesShareWithFreshEvidence() throws Exception {
    Rollouts one = gateway("gateway-1");
    Rollouts two = gateway("gateway-2");
    observe(one, 0, 20);
    Eventually.within(SOON, () -> share(two).isNone());

    two.resume(ROUTE, Hand.of("ann", "student restarted"));

    assertThat(share(two)).isEqualTo(percent("1"));
    assertThat(seen(two)).isEqualTo(Counts.NONE);
    Eventually.within(SOON, () -> share(one).equals(percent("1")));
    assertThat(seen(one)).isEqualTo(Counts.NONE);
    AuditLine last = one.audit().get(one.audit().size() - 1);
    assertThat(last.action()).isEqualTo("resume");
    assertThat(last.by()).isEqualTo("ann");
  }

  @Test
  void rollBackByHandHoldsAtOnceAndTellsTheListener() throws Exception {
    Rollouts one = gateway("gateway-1");
    List<Map<String, Share>> told = new ArrayList<>();
    one.listen(() -> told.add(one.shares()));

    one.rollBack(ROUTE, Hand.of("ann", "it insults people"));

    assertThat(told).containsExactly(Map.of(ROUTE, Share.NONE));
  }

  @Test
  void whoResumesWhatTheySawUndoesNoRollBackThatIsNotKnownHereYet() throws Exception {
    FolderStore store = store();
    Rollouts one = seldomReading("gateway-1");
    Rollouts two = gateway("gateway-2");
    Instant seen = status(one).since();
    two.rollBack(ROUTE, Hand.of("bob", "complaints"));
    Eventually.within(SOON, () -> text(store).contains("complaints"));

    Moved moved = one.resume(ROUTE, new Hand("ann", "all is well", seen));

    assertThat(moved).isEqualTo(Moved.SEEN_OTHERWISE);
    assertThat(status(one).by()).isEqualTo("bob");
    assertThat(share(one)).isEqualTo(Share.NONE);
    assertThat(one.resume(ROUTE, new Hand("ann", "looked again", status(one).since())))
        .isEqualTo(Moved.MADE);
    Eventually.within(SOON, () -> status(two).reason().equals("looked again"));
  }

  @Test
  void whoPausesWhatTheySawIsToldIfAnotherGatewayWasFaster() throws Exception {
    FolderStore store = store();
    Rollouts one = seldomReading("gateway-1");
    Rollouts two = gateway("gateway-2");
    Instant seen = status(one).since();
    two.pause(ROUTE, Hand.of("bob", "complaints"));
    Eventually.within(SOON, () -> text(store).contains("complaints"));

    Moved moved = one.pause(ROUTE, new Hand("ann", "looks odd", seen));

    assertThat(moved).isEqualTo(Moved.SEEN_OTHERWISE);
    assertThat(status(one).by()).isEqualTo("bob");
  }

  @Test
  void whoRollsBackIsNotKeptFromItByAStoreThatIsAwayAndWhoResumesIs() throws Exception {
    FolderStore store = store();
    CutStore cut = new CutStore(store);
    Rollouts one = impatient("gateway-1", cut);
    cut.cutOff(true);

    Moved back = one.rollBack(ROUTE, new Hand("ann", "harm", status(one).since()));
    Moved resumed = one.resume(ROUTE, new Hand("ann", "no harm", status(one).since()));

    assertThat(back).isEqualTo(Moved.MADE);
    assertThat(resumed).isEqualTo(Moved.NOT_WRITTEN);
    assertThat(share(one)).isEqualTo(Share.NONE);
    cut.cutOff(false);
    Eventually.within(SOON, () -> text(store).contains("harm"));
    assertThat(text(store)).doesNotContain("no harm");
  }

  @Test
  void rollBackOfWhoIsCutOffIsMadeOnTopOfWhatOthersDidMeanwhile() throws Exception {
    FolderStore store = store();
    CutStore cut = new CutStore(store);
    Rollouts one = impatient("gateway-1", cut);
    Rollouts two = gateway("gateway-2");
    cut.cutOff(true);
    Moved back = one.rollBack(ROUTE, new Hand("ann", "harm", status(one).since()));
    two.pause(ROUTE, Hand.of("bob", "lunch"));
    Eventually.within(SOON, () -> text(store).contains("lunch"));

    cut.cutOff(false);

    Eventually.within(SOON, () -> share(two).isNone());
    assertThat(back).isEqualTo(Moved.MADE);
    assertThat(status(two).by()).isEqualTo("ann");
    assertThat(share(one)).isEqualTo(Share.NONE);
    assertThat(two.audit().stream().map(AuditLine::action))
        .containsExactly("begin", "pause", "roll_back");
  }

  @Test
  void pauseOfWhoIsCutOffIsMadeOnTopOfAPromotion() throws Exception {
    FolderStore store = store();
    CutStore cut = new CutStore(store);
    Rollouts one = impatient("gateway-1", cut);
    Rollouts two = gateway("gateway-2");
    cut.cutOff(true);
    one.pause(ROUTE, new Hand("ann", "looks odd", status(one).since()));
    observe(two, 100, 0);
    Eventually.within(SOON, () -> text(store).contains("promote"));

    cut.cutOff(false);

    Eventually.within(SOON, () -> status(two).state() == State.PAUSED);
    assertThat(share(two)).isEqualTo(percent("10"));
    Eventually.within(SOON, () -> share(one).equals(percent("10")));
    assertThat(status(one).by()).isEqualTo("ann");
  }

  @Test
  void resumeThatIsBeingWrittenIsInDoubtAndLoggedWhenItIsMade() throws Exception {
    CutStore slow = new CutStore(store());
    Rollouts one = lessImpatient("gateway-1", slow);
    one.rollBack(ROUTE, Hand.of("ann", "harm"));
    Eventually.within(SOON, () -> text(slow).contains("harm"));
    CountDownLatch mayWrite = new CountDownLatch(1);
    slow.holdWrites(mayWrite);
    List<ILoggingEvent> logged = logged();

    Moved resumed = one.resume(ROUTE, new Hand("ann", "mended", status(one).since()));
    mayWrite.countDown();

    assertThat(resumed).isEqualTo(Moved.IN_DOUBT);
    Eventually.within(SOON, () -> tellsOfOneMoveByHand(logged, "mended"));
    assertThat(status(one).reason()).isEqualTo("mended");
  }

  @Test
  void resumeOfWhichTheStoreCouldNotSayThatItHasItIsInDoubtAndNotMadeAgain() throws Exception {
    CutStore lossy = new CutStore(store());
    Rollouts one = lessImpatient("gateway-1", lossy);
    Rollouts two = gateway("gateway-2");
    one.rollBack(ROUTE, Hand.of("ann", "harm"));
    Eventually.within(SOON, () -> share(two).isNone());
    CountDownLatch mayWrite = new CountDownLatch(1);
    lossy.holdWrites(mayWrite);
    lossy.losesAnswers(true);
    List<ILoggingEvent> logged = logged();

    Moved resumed = one.resume(ROUTE, new Hand("ann", "mended", status(one).since()));
    mayWrite.countDown();

    assertThat(resumed).isEqualTo(Moved.IN_DOUBT);
    Eventually.within(SOON, () -> tellsOfOneMoveByHand(logged, "mended"));
    lossy.losesAnswers(false);
    Eventually.within(SOON, () -> status(two).reason().equals("mended"));
  }

  @Test
  void resumeIsWaitedForALittleLongerWhileItIsBeingWritten() throws Exception {
    CutStore slow = new CutStore(store());
    Duration patience = Duration.ofSeconds(5);
    Rollouts one = open("gateway-1", slow, usual, Duration.ofMinutes(10), patience);
    CountDownLatch mayWrite = new CountDownLatch(1);
    slow.holdWrites(mayWrite);
    Instant seen = status(one).since();
    CompletableFuture.delayedExecutor(6, TimeUnit.SECONDS).execute(mayWrite::countDown);

    Moved resumed = one.resume(ROUTE, new Hand("ann", "mended", seen));

    assertThat(resumed).isEqualTo(Moved.MADE);
  }

  private List<ILoggingEvent> logged() {
    Logged logged = Logged.by(MoveLog.class);
    opened.add(logged);
    return logged.events();
  }

  private static boolean tellsOfOneMoveByHand(List<ILoggingEvent> logged, String reason) {
    return logged.stream()
            .filter(line -> line.getMessage().equals("route was moved by hand"))
            .filter(line -> line.getKeyValuePairs().toString().contains(reason))
            .count()
        == 1;
  }

  @Test
  void unknownRouteIsRefusedWithTheRoutesThereAre() throws Exception {
    Rollouts one = gateway("gateway-1");

    assertThatThrownBy(() -> one.pause("nonesuch", Hand.of("ann", "")))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("no route named 'nonesuch' with a student; there are: moderation");
  }

  @Test
  void harmIsOnlyLoggedWhereTheGateHolds() throws Exception {
    dev.understudy.rules.Gate holding =
        gate(dev.understudy.rules.Gate.OnHarm.HOLD, dev.understudy.rules.Gate.OnPass.HOLD);
    Rules rules = rules(canary("student-7", holding, "1", "10"));
    Rollouts one = gateway("gateway-1", rules);

    for (int i = 0; i < 50; i++) {
      one.observe(
          ROUTE,
          Rollouts.fingerprint(rules.routes().get(0)),
          null,
          Observation.compared(true),
          now);
    }

    assertThat(share(one)).isEqualTo(percent("1"));
    assertThat(status(one).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void burstOfOneKeyCountsOnce() throws Exception {
    Rollouts one = gateway("gateway-1");

    for (int i = 0; i < 100; i++) {
      one.observe(ROUTE, fingerprint, 0.25, Observation.compared(true), now + i);
    }

    assertThat(seen(one)).isEqualTo(new Counts(1, 1));
  }

  @Test
  void gatewayGoesOnByItsOwnEvidenceWhileTheStoreIsAway() throws Exception {
    Rollouts one = gateway("gateway-1");
    Path ledger = folder.resolve("ledger");
    Path away = folder.resolve("away");
    Files.move(ledger, away);
    Files.writeString(ledger, "not a folder");

    observe(one, 0, 20);

    assertThat(share(one)).isEqualTo(Share.NONE);
    Eventually.within(SOON, () -> one.ledgerFailures() > 0);
    Files.delete(ledger);
    Files.move(away, ledger);
    Rollouts two = gateway("gateway-2");
    Eventually.within(SOON, () -> share(two).isNone());
  }

  @Test
  void rollBackWinsOverPromotionsThatAGatewayMadeWhileItWasCutOff() throws Exception {
    CutStore cut = new CutStore(store());
    Rollouts one = Rollouts.open("gateway-1", cut, usual, new SimpleMeterRegistry());
    opened.add(one);
    Rollouts two = gateway("gateway-2");
    cut.cutOff(true);
    observe(one, 250, 0);
    assertThat(share(one)).isEqualTo(Share.ALL);

    observe(two, 0, 20);
    Eventually.within(SOON, () -> two.ledgerWrites() > 0);
    cut.cutOff(false);

    Eventually.within(SOON, () -> share(one).isNone());
    assertThat(status(two).state()).isEqualTo(State.ROLLED_BACK);
    Eventually.within(SOON, () -> seen(one).equals(new Counts(270, 20)));
  }

  @Test
  void studentWithAShareGetsNothingUntilTheLedgerWasRead() throws Exception {
    Path ledger = Files.writeString(folder.resolve("ledger"), "not a folder");

    Rollouts one = gateway("gateway-1");

    assertThat(share(one)).isEqualTo(Share.NONE);
    Files.delete(ledger);
    Eventually.within(SOON, () -> share(one).equals(percent("1")));
  }

  @Test
  void corruptLedgerIsSetAsideAndReplacedByWhatIsKnown() throws Exception {
    Rollouts one = gateway("gateway-1");
    observe(one, 0, 20);
    FolderStore store = store();
    Eventually.within(SOON, () -> text(store).contains("rolled_back"));

    Versioned stored = Objects.requireNonNull(store.read(Ledger.NAME));
    store.replaceIf(
        Ledger.NAME, stored.version(), "{\"version\": 1, \"roll".getBytes(StandardCharsets.UTF_8));

    Eventually.within(SOON, () -> text(store).contains("rolled_back"));
    assertThat(share(one)).isEqualTo(Share.NONE);
    try (Stream<Path> files = Files.list(folder.resolve("ledger"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("rollouts.corrupt-"));
    }
  }

  @Test
  void gatewayThatRunsPutsBackWhatAnEmptiedLedgerLost() throws Exception {
    Rollouts one = gateway("gateway-1");
    observe(one, 0, 20);
    FolderStore store = store();
    Eventually.within(SOON, () -> text(store).contains("rolled_back"));

    Versioned stored = Objects.requireNonNull(store.read(Ledger.NAME));
    store.replaceIf(Ledger.NAME, stored.version(), PageFormat.write(Page.EMPTY));

    Eventually.within(SOON, () -> text(store).contains("rolled_back"));
    assertThat(share(one)).isEqualTo(Share.NONE);
  }

  private static String text(Store store) {
    try {
      Versioned stored = store.read(Ledger.NAME);
      return stored == null ? "" : new String(stored.bytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void metricsShowShareStateAndWealth() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Rollouts one = Rollouts.open("gateway-1", store(), usual, registry);
    opened.add(one);

    observe(one, 100, 0);

    assertThat(registry.get("understudy.rollout.share").tag("route", ROUTE).gauge().value())
        .isEqualTo(0.1);
    assertThat(registry.get("understudy.rollout.state").tag("state", "running").gauge().value())
        .isEqualTo(1);
    assertThat(registry.get("understudy.rollout.observations").gauge().value()).isEqualTo(100);
    assertThat(registry.get("understudy.rollout.wealth").tag("question", "harm").gauge().value())
        .isNegative();
    assertThat(registry.get("understudy.ledger.age").timeGauge().value()).isNotNegative();
  }
}
