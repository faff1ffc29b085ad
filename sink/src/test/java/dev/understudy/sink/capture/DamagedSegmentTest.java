package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.drain.SegmentTarget;
import dev.understudy.sink.store.FolderStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is stored of segments that were damaged while they waited, and what is said of the rest. */
class DamagedSegmentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RECORDS = 10;

  private Path folder;
  private Path spool;
  private FolderStore store;

  @BeforeEach
  void openStore(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.spool = folder.resolve("spool");
    store = FolderStore.open(folder.resolve("captures"));
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private Capture open() throws IOException {
    return open(new ParquetTarget(store, SampleExchanges::unread));
  }

  private Capture open(SegmentTarget target) throws IOException {
    return Capture.open(CaptureSettings.of("gateway-0", spool), target);
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.list(spool)) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private List<String> stored() throws IOException {
    return TestStore.requestIds(store, folder);
  }

  /** What happens to the bytes of a segment. */
  enum Damage {
    NONE_BUT_MORE_BEHIND_IT(0),
    A_BIT_OF_THE_HEADER(RECORDS),
    A_BIT_OF_A_SYNC(1),
    A_BIT_OF_A_LENGTH(1),
    THE_HIGHEST_BIT_OF_A_LENGTH(1),
    A_BIT_OF_AN_INDEX(1),
    A_BIT_OF_A_CHECKSUM(1),
    A_BIT_OF_A_PAYLOAD(1),
    A_BIT_OF_THE_LAST_LENGTH(1),
    CUT_IN_A_RECORD(5),
    CUT_BETWEEN_RECORDS(5),
    CUT_TO_NOTHING(RECORDS),
    ZEROS_AT_THE_END(5),
    ZEROS_IN_THE_MIDDLE(2);

    /** How many records it costs. */
    private final int lost;

    Damage(int lost) {
      this.lost = lost;
    }

    byte[] applyTo(byte[] whole) {
      byte[] bytes = whole.clone();
      List<Integer> records = records(whole);
      int fifth = records.get(5);
      switch (this) {
        case NONE_BUT_MORE_BEHIND_IT -> bytes = Arrays.copyOf(bytes, bytes.length + 7);
        case A_BIT_OF_THE_HEADER -> bytes[20] ^= 4;
        case A_BIT_OF_A_SYNC -> bytes[fifth + 3] ^= 4;
        case A_BIT_OF_A_LENGTH -> bytes[fifth + 11] ^= 1;
        case THE_HIGHEST_BIT_OF_A_LENGTH -> bytes[fifth + 8] ^= (byte) 0x80;
        case A_BIT_OF_AN_INDEX -> bytes[fifth + 15] ^= 2;
        case A_BIT_OF_A_CHECKSUM -> bytes[fifth + 18] ^= 1;
        case A_BIT_OF_A_PAYLOAD -> bytes[fifth + 30] ^= 1;
        case A_BIT_OF_THE_LAST_LENGTH -> bytes[records.get(9) + 10] ^= 1;
        case CUT_IN_A_RECORD -> bytes = Arrays.copyOf(bytes, fifth + 30);
        case CUT_BETWEEN_RECORDS -> bytes = Arrays.copyOf(bytes, fifth);
        case CUT_TO_NOTHING -> bytes = new byte[0];
        case ZEROS_AT_THE_END -> Arrays.fill(bytes, fifth, bytes.length, (byte) 0);
        case ZEROS_IN_THE_MIDDLE -> Arrays.fill(bytes, fifth, records.get(7), (byte) 0);
      }
      return bytes;
    }

    /** Where each record begins. */
    private static List<Integer> records(byte[] segment) {
      ByteBuffer in = ByteBuffer.wrap(segment);
      List<Integer> starts = new ArrayList<>();
      for (int at = in.getInt(12); at < segment.length; at += 20 + in.getInt(at + 8)) {
        starts.add(at);
      }
      return starts;
    }
  }

  @ParameterizedTest
  @EnumSource
  void wholeRecordsAreStoredOnceTheOthersCountedAndTheFileIsKept(Damage damage) throws Exception {
    LeftBehind left = new LeftBehind(spool, 3).sealed(1, RECORDS);
    Path segment = files(".sealed").get(0);
    byte[] damaged = damage.applyTo(Files.readAllBytes(segment));
    Files.write(segment, damaged);

    try (Capture capture = open()) {
      assertThat(capture.flush(PATIENCE)).isTrue();

      Accounting books = Books.assertSettled(capture);
      assertThat(books.offered()).isEqualTo(RECORDS);
      assertThat(books.stored()).isEqualTo(RECORDS - damage.lost);
      assertThat(books.dropped()).containsEntry(DropReason.CORRUPT, (long) damage.lost);
      assertThat(capture.health().damagedSegments()).isEqualTo(1);
      assertThat(capture.health().spoolBytes()).isZero();
    }
    assertThat(stored())
        .doesNotHaveDuplicates()
        .hasSize(RECORDS - damage.lost)
        .isSubsetOf(left.requestIds());
    assertThat(files(".damaged"))
        .singleElement()
        .satisfies(kept -> assertThat(Files.readAllBytes(kept)).isEqualTo(damaged));
    assertThat(files(".sealed")).isEmpty();
  }

  @Test
  void zerosThatAPowerLossLeftBehindWholeRecordsCostNoneOfThem() throws Exception {
    LeftBehind left = new LeftBehind(spool, 4).torn(1, RECORDS);
    Path segment = files(".open").get(0);
    byte[] bytes = Files.readAllBytes(segment);
    byte[] padded = Arrays.copyOf(Arrays.copyOf(bytes, bytes.length - 31), bytes.length + 4000);
    Files.write(segment, padded);

    try (Capture capture = open()) {
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).stored()).isEqualTo(RECORDS);
    }
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(left.requestIds());
    assertThat(files(".damaged"))
        .singleElement()
        .satisfies(kept -> assertThat(Files.readAllBytes(kept)).isEqualTo(padded));
  }

  @Test
  void aSegmentThatVanishesWhileItWaitsIsCountedAsLostAndHoldsUpNothing() throws Exception {
    new LeftBehind(spool, 5).sealed(1, RECORDS);
    AtomicBoolean works = new AtomicBoolean();

    try (Capture capture = open(working(works))) {
      Captured.await(() -> capture.health().drainProblem() != null);
      Files.delete(files(".sealed").get(0));
      works.set(true);

      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).dropped())
          .containsEntry(DropReason.CORRUPT, (long) RECORDS);
      assertThat(capture.health().isDegraded()).isFalse();
      assertThat(capture.health().spoolBytes()).isZero();
    }
    assertThat(stored()).isEmpty();
  }

  private SegmentTarget working(AtomicBoolean works) {
    SegmentTarget target = new ParquetTarget(store, SampleExchanges::unread);
    return segment -> {
      if (!works.get()) {
        throw new IOException("no store today");
      }
      return target.carry(segment);
    };
  }

  @Test
  void aSegmentRenamedWhileItWaitsIsStoredOnceAtTheNextStart() throws Exception {
    LeftBehind left = new LeftBehind(spool, 6).sealed(1, RECORDS);
    AtomicBoolean works = new AtomicBoolean();
    try (Capture capture = open(working(works))) {
      Captured.await(() -> capture.health().drainProblem() != null);
      Path segment = files(".sealed").get(0);
      Files.move(segment, renamed(segment, -1));
      works.set(true);
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).stored()).isZero();
    }

    try (Capture capture = open()) {
      assertThat(capture.flush(PATIENCE)).isTrue();
      Accounting books = Books.assertSettled(capture);
      assertThat(books.stored()).isEqualTo(RECORDS);
      assertThat(books.droppedTotal()).isZero();
    }
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(left.requestIds());
  }

  @Test
  void aNameThatTellsOfMoreRecordsThanThereAreCountsTheMissingOnes() throws Exception {
    LeftBehind left = new LeftBehind(spool, 7).sealed(1, RECORDS);
    Path segment = files(".sealed").get(0);
    Files.move(segment, renamed(segment, 3));

    try (Capture capture = open()) {
      assertThat(capture.flush(PATIENCE)).isTrue();
      Accounting books = Books.assertSettled(capture);
      assertThat(books.stored()).isEqualTo(RECORDS);
      assertThat(books.dropped()).containsEntry(DropReason.CORRUPT, 3L);
      assertThat(capture.health().damagedSegments()).isEqualTo(1);
    }
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(left.requestIds());
  }

  /** The segment's file under a name that tells of so many more exchanges. */
  private static Path renamed(Path segment, int more) {
    Matcher name =
        Pattern.compile("(.*Z-[0-9a-f]{8})-(\\d+)(.*)").matcher(segment.getFileName().toString());
    assertThat(name.matches()).isTrue();
    long exchanges = Long.parseLong(name.group(2)) + more;
    return segment.resolveSibling(name.group(1) + "-" + exchanges + name.group(3));
  }

  @Test
  void aDamagedSegmentNeverHoldsUpTheOthers() throws Exception {
    LeftBehind left = new LeftBehind(spool, 8).sealed(3, RECORDS);
    Path first = files(".sealed").stream().sorted().toList().get(0);
    Files.write(first, new byte[100]);

    try (Capture capture = open()) {
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).stored()).isEqualTo(2 * RECORDS);
    }
    assertThat(stored())
        .containsExactlyInAnyOrderElementsOf(left.requestIds().subList(RECORDS, 3 * RECORDS));
  }
}
