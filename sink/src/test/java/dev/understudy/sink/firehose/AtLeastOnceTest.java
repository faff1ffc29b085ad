package dev.understudy.sink.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Entry;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.firehose.FirehoseServer.Answering;
import dev.understudy.sink.firehose.FirehoseServer.Call;
import dev.understudy.sink.firehose.command.ReconcileRun;
import dev.understudy.sink.firehose.sent.Indexes;
import dev.understudy.sink.firehose.sent.Progress;
import dev.understudy.sink.firehose.sent.SegmentId;
import dev.understudy.sink.spool.SealedSegment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a stream answers, and wherever a target is killed: every record arrives, and those alone
 * arrive twice whose taking was not known.
 */
class AtLeastOnceTest {
  private static final int SEEDS = 12;

  /** A stream in a bad temper, which may also kill the target that calls it. */
  private static final class Mischief implements FirehoseServer.Temper {
    private final Random random;
    private final Path home;
    private final Set<String> unacknowledged = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private int images;
    private @Nullable Path image;

    Mischief(long seed, Path home) {
      this.random = new Random(seed);
      this.home = home;
    }

    @Override
    public synchronized Answering answer(Call call) {
      if (image != null) {
        return Answering.CUT_BEFORE; // the caller is dead
      }
      Answering answering = roll(call);
      for (int i = 0; answering.takes() && i < call.ids().size(); i++) {
        if (!answering.failures().containsKey(i)) {
          taken.add(call.ids().get(i));
          if (answering.status() != 200) {
            unacknowledged.add(call.ids().get(i));
          }
        }
      }
      return answering;
    }

    private Answering roll(Call call) {
      return switch (random.nextInt(12)) {
        case 0 -> Answering.CUT_BEFORE;
        case 1 -> Answering.CUT_AFTER;
        case 2 -> Answering.SLOW_DOWN;
        case 3 -> Answering.error(500, "InternalFailure");
        case 4, 5, 6 -> Answering.without(someFail(call));
        case 7 -> {
          kill();
          yield random.nextBoolean() ? Answering.CUT_BEFORE : Answering.CUT_AFTER;
        }
        default -> Answering.ALL;
      };
    }

    private Map<Integer, String> someFail(Call call) {
      Map<Integer, String> failures = new HashMap<>();
      int oneIn = 1 + random.nextInt(4);
      for (int i = 0; i < call.ids().size(); i++) {
        if (random.nextInt(oneIn) == 0) {
          failures.put(i, random.nextBoolean() ? "InternalFailure" : "ServiceUnavailableException");
        }
      }
      return failures;
    }

    /** Keeps what lies on the disk at this moment: that is what the next life finds. */
    private void kill() {
      try {
        image = copy(home, home.resolveSibling("image-" + images++));
        tear(image);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** As if the last line had been under way to the disk. */
    private void tear(Path image) throws IOException {
      Path folder = image.resolve("progress");
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          byte[] bytes = Files.readAllBytes(file);
          int last = bytes.length - 1;
          while (last > 0 && bytes[last - 1] != '\n') {
            last--;
          }
          if (random.nextBoolean()) {
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
              cut.setLength(last + random.nextInt(bytes.length - last + 1));
            }
          }
        }
      }
    }

    /** Lets a dead target's home become that of the next; false where the target lives. */
    synchronized boolean buried(SegmentId segment) throws IOException {
      Path found = image;
      image = null;
      if (found == null) {
        return false;
      }
      remove(home);
      copy(found, home);
      try (Progress known = Progress.open(home.resolve("progress"), segment)) {
        for (String id : taken) {
          if (!known.hasTaken(Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)))) {
            unacknowledged.add(id);
          }
        }
      }
      return true;
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
    return to;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static List<Entry> entries(long seed) {
    Random random = new Random(seed);
    SampleEntries samples = new SampleEntries(seed);
    List<Entry> entries = new ArrayList<>();
    for (int i = 1 + random.nextInt(1200); i > 0; i--) {
      entries.add(samples.any());
    }
    byte[] large = new byte[1_100_000];
    Arrays.fill(large, (byte) 'x');
    for (int i = random.nextInt(3); i > 0; i--) {
      entries.add(
          random.nextInt(entries.size()),
          SampleExchanges.of(new UUID(seed, i), SampleExchanges.NOON, large, new byte[0]));
    }
    return entries;
  }

  @Test
  void everyRecordArrivesAndOnlyThoseTwiceWhoseTakingWasNotKnown(@TempDir Path folder)
      throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      try (FirehoseHouse house = new FirehoseHouse(folder.resolve("seed-" + seed))) {
        sendWithMischief(house, seed);
      }
    }
  }

  private static void sendWithMischief(FirehoseHouse house, long seed) throws Exception {
    List<Entry> entries = entries(seed);
    SealedSegment segment = house.segment(entries);
    SegmentId id = new SegmentId("gateway-0", segment.name());
    Mischief mischief = new Mischief(seed, house.home());
    house.server().temper(mischief);
    Random dice = new Random(seed);

    int lives = 0;
    boolean done = false;
    while (!done) {
      assertThat(lives++).as("lives, seed %d", seed).isLessThan(1000);
      try {
        house.target().carry(segment);
        done = true;
      } catch (IOException notThisTime) {
        done = false;
      }
      done &= !mischief.buried(id);
    }

    String[] all = new String[entries.size()];
    Arrays.setAll(all, id::record);
    Map<String, Integer> arrived = house.server().timesArrived();
    assertThat(arrived.keySet()).as("seed %d", seed).containsExactlyInAnyOrder(all);
    Set<String> doubled = new TreeSet<>(arrived.keySet());
    doubled.removeIf(each -> arrived.getOrDefault(each, 0) == 1);
    assertThat(doubled).as("doubled, seed %d", seed).isEqualTo(mischief.unacknowledged);
    assertThat(house.server().complaints()).as("seed %d", seed).isEmpty();
    reconciled(house, seed, dice, doubled.size());
  }

  /** What was sent and what is left of what arrived, compared, tells exactly what is not there. */
  private static void reconciled(FirehoseHouse house, long seed, Random dice, int doubled)
      throws IOException {
    Path there = house.folder.resolve("there");
    Path less = house.folder.resolve("less");
    List<FirehoseServer.Arrived> some = new ArrayList<>(house.server().arrived());
    Set<String> gone = new TreeSet<>();
    some.removeIf(each -> dice.nextInt(20) == 0 && gone.add(each.id()));
    some.forEach(each -> gone.remove(each.id()));
    FirehoseServer.write(there, dice.nextBoolean(), house.server().arrived());
    FirehoseServer.write(less, dice.nextBoolean(), some);
    Files.createDirectories(less);

    ReconcileRun whole = ReconcileRun.of(house.sent(), there);
    ReconcileRun lacking = ReconcileRun.of(house.sent(), less);

    assertThat(whole.status()).as("seed %d", seed).isZero();
    assertThat(whole.json().path("doubled").asInt()).as("seed %d", seed).isEqualTo(doubled);
    assertThat(whole.ids("missing_ids")).as("seed %d", seed).isEmpty();
    assertThat(lacking.status()).as("seed %d", seed).isEqualTo(gone.isEmpty() ? 0 : 1);
    assertThat(lacking.ids("missing_ids"))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(gone);
  }

  @Test
  void killedBetweenTheLastAnswerAndTheLedgerItSendsNothing(@TempDir Path folder) throws Exception {
    try (FirehoseHouse house = new FirehoseHouse(folder)) {
      SealedSegment segment = house.segment(List.of(SampleEntries.feedback()));
      Path folderOfProgress = house.home().resolve("progress");
      SegmentId id = new SegmentId("gateway-0", segment.name());
      try (Progress progress = Progress.open(folderOfProgress, id)) {
        progress.add(Indexes.parse("0"));
      }

      house.target().carry(segment);

      assertThat(house.server().calls()).isEmpty();
      assertThat(ReconcileRun.of(house.sent(), folder).json().path("sent").asInt()).isEqualTo(1);
      assertThat(folderOfProgress).isEmptyDirectory();
    }
  }

  @Test
  void killedBetweenTheLedgerAndTheEndItSendsNothing(@TempDir Path folder) throws Exception {
    try (FirehoseHouse house = new FirehoseHouse(folder)) {
      SealedSegment segment = house.send(List.of(SampleEntries.feedback()));
      SegmentId id = new SegmentId("gateway-0", segment.name());
      Progress.open(house.home().resolve("progress"), id).close();

      house.target().carry(segment);

      assertThat(house.server().ids()).hasSize(1);
    }
  }
}
