package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.capture.KillSwitch.Moment;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is true of captures whose process is killed at one step of their way from the spool into a
 * store, whatever kind of store that is: a test class says which. Two at a time, as most of the
 * time processes start.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class KillsAtEachStep {
  /** Entries a process captures: their rows lie in three tables and two hours. */
  private static final int ENTRIES = 60;

  private final TestStore kind;
  private Path folder;
  private Path spool;
  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> offered = new ArrayList<>();

  /**
   * A step of a run, at which it is killed.
   *
   * @param name what the run does then
   * @param moment the moment by which the step is known
   * @param occurrence the so-manieth of these
   */
  record KillStep(String name, Moment moment, int occurrence) {
    @Override
    public String toString() {
      return name;
    }
  }

  KillsAtEachStep(TestStore kind) {
    this.kind = kind;
  }

  /** Where the store of one test is: as {@link TestStore#open} takes it. */
  abstract String place(Path folder);

  @BeforeEach
  void useFolder(@TempDir Path folder) {
    this.folder = folder;
    this.spool = folder.resolve("spool");
  }

  /** The steps of a run that drains what it captured. */
  static Stream<KillStep> draining() {
    return Stream.of(
        new KillStep("while rows are written", Moment.BEFORE_STAGE, 2),
        new KillStep("before the first file is put", Moment.BEFORE_PUT, 1),
        new KillStep("right after the first file is put", Moment.AFTER_PUT, 1),
        new KillStep("before the last file is put", Moment.BEFORE_PUT, 6),
        new KillStep("after the last file is put", Moment.AFTER_PUT, 6),
        new KillStep("before the segment is deleted", Moment.BEFORE_DELETE, 1),
        new KillStep("right after the segment is deleted", Moment.AFTER_DELETE, 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("draining")
  void whatWasAcknowledgedIsStoredOnceThoughTheProcessIsKilled(KillStep step) throws Exception {
    capturesThough(step);
  }

  /** The steps of a run that drains what dead runs left. */
  static Stream<KillStep> makingUp() {
    return Stream.of(
        new KillStep("before a recovered segment is put", Moment.BEFORE_PUT, 2),
        new KillStep("between files of a recovered segment", Moment.AFTER_PUT, 9),
        new KillStep("before a recovered segment is deleted", Moment.BEFORE_DELETE, 2),
        new KillStep("after a recovered segment is deleted", Moment.AFTER_DELETE, 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("makingUp")
  void whatDeadRunsLeftIsStoredOnceThoughTheNextOneIsKilledToo(KillStep step) throws Exception {
    recoversThough(step);
  }

  /** Kills a process that captures and drains, and looks that all was stored once. */
  final void capturesThough(KillStep step) throws Exception {
    kill(step.moment(), step.occurrence(), ENTRIES);

    assertAllStoredOnce(step.toString());
  }

  /** The same of one that finds torn segments and sealed ones. */
  final void recoversThough(KillStep step) throws Exception {
    leave(new LeftBehind(spool, step.occurrence()).sealed(2, 20).torn(3, 20));

    kill(step.moment(), step.occurrence(), 0);

    assertAllStoredOnce(step.toString());
  }

  @Test
  void aRepeatThatIsKilledWhileItLooksAtWhatIsThereDoublesNothing() throws Exception {
    kill(Moment.BEFORE_DELETE, 1, ENTRIES);
    kill(Moment.BEFORE_READING_WHAT_IS_THERE, 1, 0);
    kill(Moment.AFTER_READING_WHAT_IS_THERE, 6, 0);
    kill(Moment.BEFORE_DELETE, 1, 0);

    assertAllStoredOnce("killed again and again");
  }

  @Test
  void aDamagedSegmentIsStoredOnceThoughTheProcessIsKilledWhileItKeepsItAside() throws Exception {
    LeftBehind left = new LeftBehind(spool, 9).sealed(1, 20);
    Path segment;
    try (Stream<Path> all = Files.list(spool)) {
      segment = all.filter(file -> file.toString().endsWith(".sealed")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);

    kill(Moment.BEFORE_RENAME, 1, 0);
    kill(Moment.AFTER_RENAME, 1, 0);

    try (Store store = kind.open(place(folder));
        Capture capture =
            Capture.open(
                KilledChild.settings(spool), new ParquetTarget(store, SampleExchanges::unread))) {
      assertThat(capture.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(Books.assertSettled(capture).offered()).isZero();
      assertThat(capture.health().damagedSegments()).isEqualTo(1);
      assertThat(TestStore.requestIds(store, folder))
          .doesNotHaveDuplicates()
          .hasSize(19)
          .isSubsetOf(left.requestIds());
    }
  }

  @Test
  void processesKilledAtRandomMomentsOfTheirRecoveryStoreEverythingOnce() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    leave(new LeftBehind(spool, seed).sealed(12, 100).torn(12, 100));

    for (int round = 0; round < 5; round++) {
      KilledChild child = KilledChild.start(30 + round, spool, kind, place(folder));
      child.killedAfter(Duration.ofMillis(250 + random.nextInt(900)));
      heard(child);
    }

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(2400);
    assertAllStoredOnce("seed " + seed);
  }

  private void leave(LeftBehind left) {
    acknowledged.addAll(left.requestIds());
    offered.addAll(left.requestIds());
  }

  private void kill(Moment moment, int occurrence, int entries) throws Exception {
    KilledChild child = KilledChild.at(moment, occurrence, entries, spool, kind, place(folder));
    assertThat(child.ended())
        .as("exit status of the process to be killed at %s %d", moment, occurrence)
        .isEqualTo(KillSwitch.STATUS);
    heard(child);
  }

  private void heard(KilledChild child) {
    acknowledged.addAll(child.acknowledged());
    offered.addAll(child.offered());
  }

  /** Runs once more, undisturbed, and looks at what there is then. */
  private void assertAllStoredOnce(String when) throws IOException, InterruptedException {
    List<String> stored;
    try (Store store = kind.open(place(folder))) {
      try (Capture capture =
          Capture.open(
              KilledChild.settings(spool), new ParquetTarget(store, SampleExchanges::unread))) {
        assertThat(capture.flush(Duration.ofSeconds(30))).as(when).isTrue();
        Accounting books = Books.assertSettled(capture);
        assertThat(books.stored()).as(when).isEqualTo(books.offered());
        assertThat(capture.health().damagedSegments()).as(when).isZero();
      }
      stored = TestStore.requestIds(store, folder);
    }
    assertThat(stored).as("%s: stored", when).doesNotHaveDuplicates().containsAll(acknowledged);
    assertThat(offered).as("%s: offered", when).containsAll(stored);
    try (Stream<Path> left = Files.list(spool)) {
      assertThat(left).as(when).containsExactly(spool.resolve("spool.lock"));
    }
  }
}
