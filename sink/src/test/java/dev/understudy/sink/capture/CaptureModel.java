package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Entry;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.spool.Counts;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentReader;
import dev.understudy.sink.spool.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A capture driven step by step, and what must be true of it: which entries are offered,
 * acknowledged, dropped, and may be lost. One thread, no clock but its own, no dice but those it is
 * given: the same steps do the same again.
 */
final class CaptureModel implements AutoCloseable {
  private static final Duration AGE = Duration.ofSeconds(60);
  private static final Pattern SEGMENT =
      Pattern.compile(
          "(\\d{8}T\\d{9}Z-[0-9a-f]{8})(?:-(\\d+)(?:-(\\d+)-(\\d+))?)?\\.(open|sealed)");

  private final Random dice;
  private final SampleEntries samples;
  private final SampleExchanges exchanges;
  private final ModelStore store;
  private final Durability durability;
  private final long segmentBytes;
  private final long spoolBytes;
  private final int memoryRecords;
  private Instant now = SampleExchanges.NOON;

  private FaultyDisk disk;
  private @Nullable Spool spool;
  private @Nullable Capture capture;

  // of all runs
  private final Set<String> offered = new HashSet<>();
  private final Set<String> acknowledged = new LinkedHashSet<>();
  private final Set<String> dropped = new HashSet<>();
  private final Set<String> mayBeLost = new HashSet<>();
  private boolean cutsFailed;
  private final Map<String, Set<String>> contents = new HashMap<>();
  private final Set<String> shortened = new HashSet<>();
  private final Map<Path, Contents> read = new HashMap<>();

  /** What a file holds, as long as it has that size. */
  private record Contents(long bytes, Set<String> ids) {}

  // of the run at hand
  private long found;
  private long offeredNow;
  private long settledNow;
  private final Map<DropReason, Long> dropsNow = new EnumMap<>(DropReason.class);
  private final Map<String, Long> waiting = new TreeMap<>();
  private final Map<String, Long> departed = new TreeMap<>();

  CaptureModel(long seed, Path folder, ModelStore store) throws IOException {
    this.dice = new Random(seed);
    this.samples = new SampleEntries(seed);
    this.exchanges = new SampleExchanges(~seed);
    this.store = store;
    this.durability = dice.nextInt(3) == 0 ? Durability.DISK : Durability.OS;
    this.segmentBytes = 600L + dice.nextInt(5000);
    this.spoolBytes = dice.nextInt(3) == 0 ? 4000L + dice.nextInt(8000) : 1 << 20;
    this.memoryRecords = dice.nextInt(4) == 0 ? 3 + dice.nextInt(5) : 1000;
    this.disk = new FaultyDisk(Files.createDirectory(folder.resolve("spool-0")));
    open();
  }

  /** Does one step, comes back where it crashed, and looks whether all is as it must be. */
  void step(CaptureStep step) throws IOException {
    Random how = new Random(step.dice());
    try {
      step.happenTo(this, how);
    } catch (FaultyDisk.Crash crash) {
      assertThat(disk.isCrashed()).isTrue();
    }
    recoverWhereCrashed(how);
    check();
  }

  // ---- what can be done

  /** Offers entries; the writer has not seen them yet. */
  void offer(Random how) {
    Capture at = Objects.requireNonNull(capture);
    for (int i = 1 + how.nextInt(5); i > 0; i--) {
      Entry entry = entry(how);
      String id = entry.requestId().toString();
      offered.add(id);
      offeredNow++;
      FaultyDisk machine = disk;
      at.offer(entry, receipt -> settled(machine, id, receipt));
    }
  }

  private Entry entry(Random how) {
    return switch (how.nextInt(4)) {
      case 0 -> samples.anyComparison();
      case 1 -> samples.anyFeedback();
      default -> {
        byte[] body = new byte[how.nextInt(how.nextInt(8) == 0 ? 3000 : 200)];
        how.nextBytes(body);
        yield SampleExchanges.of(
            exchanges.uuid(),
            SampleExchanges.NOON.plusSeconds(how.nextInt(7000)),
            body,
            new byte[0]);
      }
    };
  }

  private void settled(FaultyDisk machine, String id, Receipt receipt) {
    if (machine.isCrashed()) {
      return; // nobody heard it
    }
    settledNow++;
    if (receipt instanceof Receipt.Dropped drop) {
      dropped.add(id);
      dropsNow.merge(drop.reason(), 1L, Long::sum);
    } else {
      acknowledged.add(id);
    }
  }

  /** Lets the writer do what there is to do. */
  void turn() {
    Objects.requireNonNull(capture).writer().turn(false);
  }

  void seal() {
    Objects.requireNonNull(capture).writer().requestSeal();
    turn();
  }

  /** Lets as much time pass as a segment may be old. */
  void age() {
    now = now.plus(AGE);
    turn();
  }

  void drain(int segments) {
    for (int i = 0; i < segments; i++) {
      Objects.requireNonNull(capture).drain().carryNext();
    }
  }

  void storeFails(Random how) {
    store.fail(1 + how.nextInt(4), how.nextBoolean());
  }

  void diskFills(Random how) {
    disk.fill(how.nextInt(1500));
  }

  void diskFails(Random how) {
    disk.failIn(how.nextInt(6));
  }

  void diskHeals() {
    disk.heal();
    now = now.plusSeconds(6);
    turn();
  }

  void crashSoon(Random how) {
    disk.crashIn(how.nextInt(10));
  }

  void crash() {
    disk.crash();
  }

  void losePower(Random how) throws IOException {
    disk.crash();
    Path left = Objects.requireNonNull(disk.left());
    look(left); // once more as it was
    disk.losePower(how);
    read.clear();
    shortened.addAll(segments(left).keySet());
    Set<String> still = new HashSet<>(store.requestIds());
    segments(left).values().forEach(file -> still.addAll(idsIn(file)));
    for (String id : acknowledged) {
      if (!still.contains(id) && durability == Durability.OS) {
        mayBeLost.add(id);
      }
    }
  }

  /** Ends in order, and begins again. */
  void reopen(Random how) throws IOException {
    Capture at = Objects.requireNonNull(capture);
    at.writer().turn(true);
    if (how.nextBoolean()) {
      offer(how);
    }
    check();
    if (!disk.isCrashed()) {
      drain(how.nextInt(3));
    }
    check();
    if (!disk.isCrashed()) {
      int crashIn = disk.crashesIn();
      end();
      disk = new FaultyDisk(disk.folder());
      disk.crashIn(crashIn);
      open();
    }
  }

  /** Damages a segment that waits for its turn, or the end of what is being written is not it. */
  void corrupt(Random how) throws IOException {
    List<Path> sealed =
        segments(disk.folder()).values().stream()
            .filter(file -> file.toString().endsWith(".sealed"))
            .toList();
    if (sealed.isEmpty()) {
      return;
    }
    Path file = sealed.get(how.nextInt(sealed.size()));
    Set<String> before = new HashSet<>(idsIn(file));
    byte[] bytes = Files.readAllBytes(file);
    int at = how.nextInt(bytes.length);
    switch (how.nextInt(4)) {
      case 0 -> bytes = Arrays.copyOf(bytes, at);
      case 1 -> Arrays.fill(bytes, at, bytes.length, (byte) 0);
      default -> bytes[at] ^= (byte) (1 << how.nextInt(8));
    }
    Files.write(file, bytes);
    read.clear();
    before.removeAll(idsIn(file));
    Matcher name = SEGMENT.matcher(file.getFileName().toString());
    if (name.matches()) {
      shortened.add(name.group(1));
    }
    mayBeLost.addAll(before);
  }

  // ---- runs

  /** Comes back after a crash, and after those in the middle of coming back. */
  private void recoverWhereCrashed(Random how) throws IOException {
    while (disk.isCrashed()) {
      end();
      disk = new FaultyDisk(Objects.requireNonNull(disk.left()));
      if (how.nextInt(4) == 0) {
        disk.crashIn(how.nextInt(6));
      }
      open();
    }
  }

  private void end() throws IOException {
    cutsFailed |= disk.hasFailedToCut();
    disk.release();
    if (spool != null) {
      spool.close();
    }
    spool = null;
    capture = null;
  }

  private void open() throws IOException {
    CaptureSettings settings =
        CaptureSettings.of("gateway-0", disk.folder())
            .withDurability(durability)
            .withSegments(segmentBytes, AGE)
            .withSpool(spoolBytes, WhenFull.DROP)
            .withMemory(1 << 20, memoryRecords);
    try {
      spool = Spool.open(disk.folder(), "gateway-0", disk, this::tick);
    } catch (FaultyDisk.Crash again) {
      return;
    }
    capture = Capture.unstarted(settings, spool, store.target(disk), this::nanos);
    offeredNow = 0;
    settledNow = 0;
    dropsNow.clear();
    waiting.clear();
    departed.clear();
    look(disk.folder());
    found = waiting.values().stream().mapToLong(Long::longValue).sum();
  }

  private Instant tick() {
    now = now.plusMillis(1);
    return now;
  }

  private long nanos() {
    return Duration.between(SampleExchanges.NOON, now).toNanos();
  }

  // ---- what must be true

  /** Compares the accounting with what is there; nothing may be on its way. */
  void check() throws IOException {
    if (disk.isCrashed()) {
      return;
    }
    Accounting books = Books.assertAdded(Objects.requireNonNull(capture));
    List<String> rows = store.requestIds();
    Set<String> stored = new HashSet<>(rows);
    assertThat(rows).as("rows").doesNotHaveDuplicates();
    assertThat(offered).as("offered").containsAll(stored);

    Set<String> known = new HashSet<>(stored);
    Map<String, Path> files = look(disk.folder());
    files.values().forEach(file -> known.addAll(idsIn(file)));
    for (String id : acknowledged) {
      assertThat(known.contains(id) || mayBeLost.contains(id))
          .as("entry %s, acknowledged, is in the spool or the store", id)
          .isTrue();
    }

    // Where a segment lost records after some of its files were stored, whole files of it may no
    // longer be known: their rows may then count as lost, never the other way round.
    long inStore = 0;
    long beyond = 0;
    long unsure = 0;
    long unsureBeyond = 0;
    for (Map.Entry<String, Long> each : departed.entrySet()) {
      long rowsOfIt =
          contents.getOrDefault(each.getKey(), Set.of()).stream().filter(stored::contains).count();
      inStore += rowsOfIt;
      beyond += Math.max(0, rowsOfIt - each.getValue());
      if (shortened.contains(each.getKey())) {
        unsure += rowsOfIt;
        unsureBeyond += Math.max(0, rowsOfIt - each.getValue());
      }
    }
    assertThat(books.pending()).as("pending of %s", books).isEqualTo(offeredNow - settledNow);
    if (books.pending() == 0) {
      assertThat(capture.health().pendingBytes()).as("bytes that are pending").isZero();
    }
    assertThat(books.offered())
        .as("offered of %s", books)
        .isBetween(found + offeredNow + beyond - unsureBeyond, found + offeredNow + beyond);
    assertThat(books.spooled())
        .as("spooled of %s, segments %s", books, waiting)
        .isEqualTo(waiting.values().stream().mapToLong(Long::longValue).sum());
    assertThat(books.stored()).as("stored of %s", books).isBetween(inStore - unsure, inStore);
    if (shortened.isEmpty() && !cutsFailed && !disk.hasFailedToCut()) {
      long ofSegments = 0;
      long ofEmptyOnes = 0; // one that could not be deleted counts no more
      for (Map.Entry<String, Path> each : files.entrySet()) {
        long bytes = Files.size(each.getValue());
        boolean empty = waiting.getOrDefault(each.getKey(), 0L) == 0;
        ofSegments += empty ? 0 : bytes;
        ofEmptyOnes += empty ? bytes : 0;
      }
      assertThat(Objects.requireNonNull(spool).bytes())
          .as("bytes in the spool")
          .isBetween(ofSegments, ofSegments + ofEmptyOnes);
    }
    for (DropReason reason : DropReason.values()) {
      if (reason != DropReason.CORRUPT) {
        assertThat(books.dropped().get(reason))
            .as("dropped as %s of %s", reason, books)
            .isEqualTo(dropsNow.getOrDefault(reason, 0L));
      }
    }
  }

  /** Heals everything, drains all, and looks whether each entry came where it belongs. */
  void finish() throws IOException {
    disk.crashIn(-1);
    store.fail(0, false);
    diskHeals();
    check();
    drainAll();
    reopen(new Random(0));
    diskHeals();
    drainAll();
    assertThat(segments(disk.folder())).as("segments left").isEmpty();
    cutsFailed |= disk.hasFailedToCut();
    Set<String> stored = new HashSet<>(store.requestIds());
    for (String id : acknowledged) {
      assertThat(stored.contains(id) || mayBeLost.contains(id))
          .as("entry %s, acknowledged, is stored", id)
          .isTrue();
    }
    for (String id : dropped) {
      assertThat(stored.contains(id) && !cutsFailed)
          .as("entry %s, dropped, is stored", id)
          .isFalse();
    }
  }

  /** In one run, as long as there is something. */
  private void drainAll() throws IOException {
    seal();
    Capture at = Objects.requireNonNull(capture);
    for (int i = 0; i < 200 && at.drain().segments() > 0; i++) {
      at.drain().carryNext();
    }
    check();
    assertThat(at.drain().problem()).as("problem of the drain").isNull();
    assertThat(at.accounting().spooled()).as("spooled after all was drained").isZero();
  }

  /** Takes note of the segments there are, of what they hold, and of those that are gone. */
  private Map<String, Path> look(Path folder) throws IOException {
    Map<String, Path> files = segments(folder);
    for (String name : List.copyOf(waiting.keySet())) {
      if (!files.containsKey(name)) {
        departed.put(name, Objects.requireNonNull(waiting.remove(name)));
      }
    }
    for (Map.Entry<String, Path> each : files.entrySet()) {
      Set<String> ids = idsIn(each.getValue());
      contents.computeIfAbsent(each.getKey(), none -> new HashSet<>()).addAll(ids);
      Matcher name = SEGMENT.matcher(each.getValue().getFileName().toString());
      if (name.matches()) {
        boolean counted = name.group(2) != null;
        waiting.put(
            each.getKey(),
            counted
                ? number(name.group(2)) + number(name.group(3)) + number(name.group(4))
                : ids.size());
      }
    }
    return files;
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static Map<String, Path> segments(Path folder) throws IOException {
    Map<String, Path> segments = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        Matcher name = SEGMENT.matcher(file.getFileName().toString());
        if (name.matches()) {
          segments.put(name.group(1), file);
        }
      }
    }
    return segments;
  }

  private Set<String> idsIn(Path file) {
    try {
      Contents known = read.get(file);
      if (known == null || known.bytes() != Files.size(file)) {
        known = new Contents(Files.size(file), read(file));
        read.put(file, known);
      }
      return known.ids();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> read(Path file) throws IOException {
    Set<String> ids = new HashSet<>();
    try (SegmentReader reader =
        new SealedSegment("", file, Files.size(file), Counts.NONE, Instant.EPOCH, false).read()) {
      for (Entry each = reader.next(); each != null; each = reader.next()) {
        ids.add(each.requestId().toString());
      }
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    end();
  }
}
