package dev.understudy.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store does, whatever it is made of. */
public abstract class StoreContract {
  public static final String NAME = "exchanges/date=2026-01-31/hour=07/a.parquet";
  public static final String OBJECT = "rollout/counter";

  /** Opens a store on the same place once more. */
  protected abstract Store open() throws IOException;

  public static Path staged(Store store, byte[] content) throws IOException {
    return Files.write(store.stage(NAME), content);
  }

  public static boolean put(Store store, String name, String content) throws IOException {
    Path staged = staged(store, bytes(content));
    boolean put = store.putIfAbsent(name, staged);
    assertThat(staged).doesNotExist();
    return put;
  }

  public static byte[] content(Store store, String name) throws IOException {
    try (SeekableByteChannel channel = store.open(name)) {
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The number in front of a long tail, by which a half-written object would show. */
  public static long number(@Nullable Versioned object) {
    if (object == null) {
      return 0;
    }
    String text = new String(object.bytes(), StandardCharsets.UTF_8);
    assertThat(text).matches("\\d+x{5000}");
    return Long.parseLong(text.substring(0, text.indexOf('x')));
  }

  public static void increment(Store store) throws IOException {
    String replaced = null;
    while (replaced == null) {
      Versioned there = store.read(OBJECT);
      String version = there == null ? null : there.version();
      replaced = store.replaceIf(OBJECT, version, bytes(number(there) + 1 + "x".repeat(5000)));
    }
  }

  @Test
  void theFirstFileUnderANameStays() throws IOException {
    try (Store store = open()) {
      assertThat(put(store, NAME, "first")).isTrue();
      assertThat(put(store, NAME, "second")).isFalse();

      assertThat(content(store, NAME)).isEqualTo(bytes("first"));
    }
  }

  @Test
  void ofManyRacersExactlyOneWins() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (Store one = open();
        Store other = open()) {
      List<Callable<Boolean>> racers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Store store = i % 2 == 0 ? one : other;
        String content = "racer " + i;
        racers.add(() -> put(store, NAME, content));
      }
      int winner = -1;
      int winners = 0;
      List<Future<Boolean>> results = threads.invokeAll(racers);
      for (int i = 0; i < 8; i++) {
        if (results.get(i).get()) {
          winner = i;
          winners++;
        }
      }

      assertThat(winners).isEqualTo(1);
      assertThat(content(one, NAME)).isEqualTo(bytes("racer " + winner));
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anEmptyFileIsAFile() throws IOException {
    try (Store store = open()) {
      assertThat(put(store, NAME, "")).isTrue();
      assertThat(put(store, NAME, "")).isFalse();

      assertThat(content(store, NAME)).isEmpty();
    }
  }

  @Test
  void whatIsMissingCannotBeOpenedAndReadsAsNothing() throws IOException {
    try (Store store = open()) {
      assertThatThrownBy(() -> store.open(NAME)).isInstanceOf(NoSuchFileException.class);
      assertThat(store.read(OBJECT)).isNull();
    }
  }

  @Test
  void anyPartOfAFileIsReadInAnyOrder() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] content = new byte[1_300_000];
    random.nextBytes(content);
    try (Store store = open()) {
      store.putIfAbsent(NAME, staged(store, content));

      assertThat(Arrays.equals(content(store, NAME), content)).as("seed %d", seed).isTrue();
      try (SeekableByteChannel channel = store.open(NAME)) {
        assertThat(channel.size()).isEqualTo(content.length);
        for (int i = 0; i < 12; i++) {
          int from = random.nextInt(content.length);
          int length = Math.min(1 + random.nextInt(400_000), content.length - from);
          ByteBuffer into = ByteBuffer.allocate(length);
          channel.position(from);
          while (into.hasRemaining()) {
            assertThat(channel.read(into)).as("seed %d", seed).isPositive();
          }
          byte[] expected = Arrays.copyOfRange(content, from, from + length);
          assertThat(Arrays.equals(into.array(), expected)).as("seed %d", seed).isTrue();
        }
        channel.position(content.length + 5);
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
  }

  @Test
  void anObjectIsReplacedOnlyAtTheVersionThatIsExpected() throws IOException {
    try (Store store = open()) {
      assertThat(store.read(OBJECT)).isNull();
      assertThat(store.replaceIf(OBJECT, "some version", bytes("early"))).isNull();

      String first = store.replaceIf(OBJECT, null, bytes("one"));
      assertThat(store.replaceIf(OBJECT, null, bytes("again"))).isNull();
      String second = store.replaceIf(OBJECT, first, bytes("two"));
      assertThat(store.replaceIf(OBJECT, first, bytes("late"))).isNull();

      assertThat(store.read(OBJECT)).isEqualTo(new Versioned(bytes("two"), String.valueOf(second)));
    }
  }

  @Test
  void anObjectThatIsNotSmallIsRefused() throws IOException {
    try (Store store = open()) {
      assertThatThrownBy(() -> store.replaceIf(OBJECT, null, new byte[2 * 1024 * 1024]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rollout/counter must be at most 1048576 bytes, got 2097152");
    }
  }

  @Test
  void threadsOfSeveralStoresLoseNoIncrement() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    AtomicInteger unknown = new AtomicInteger(); // a store may lose a connection, and says so then
    try (Store one = open();
        Store other = open()) {
      List<Callable<Void>> racers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Store store = i % 2 == 0 ? one : other;
        racers.add(
            () -> {
              for (int n = 0; n < 12; n++) {
                try {
                  increment(store);
                } catch (IOException e) {
                  assertThat(e).hasMessageContaining("whether it was ours in between is not known");
                  unknown.incrementAndGet();
                }
              }
              return null;
            });
      }
      for (Future<Void> each : threads.invokeAll(racers)) {
        each.get();
      }

      assertThat(number(one.read(OBJECT))).isBetween(48L - unknown.get(), 48L);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void whatIsFinishedIsListedInOrderOfNamesAndNothingElse() throws IOException {
    try (Store store = open()) {
      put(store, NAME, "here");
      put(store, "exchanges/.hidden/x.parquet", "not ours");
      store.replaceIf("ledger/rollouts.json", null, new byte[] {1});

      assertThat(store.list(""))
          .extracting(StoredFile::name)
          .containsExactly(NAME, "ledger/rollouts.json");
      assertThat(store.list("exchanges/date=2026-01-3"))
          .extracting(StoredFile::bytes)
          .containsExactly(4L);
      assertThat(store.list("feedback/")).isEmpty();
    }
  }

  @Test
  void aFileIsReplacedOnlyAsItWasListed() throws IOException {
    try (Store store = open()) {
      put(store, NAME, "first");
      StoredFile listed = store.list("exchanges/").get(0);

      assertThat(store.replaceFileIf(listed, staged(store, bytes("second")))).isTrue();
      assertThat(content(store, NAME)).isEqualTo(bytes("second"));
      assertThat(store.replaceFileIf(listed, staged(store, bytes("third")))).isFalse();
      assertThat(content(store, NAME)).isEqualTo(bytes("second"));
    }
  }

  @Test
  void aFileThatIsGoneIsNotReplaced() throws IOException {
    try (Store store = open()) {
      put(store, NAME, "first");
      StoredFile listed = store.list("exchanges/").get(0);
      store.delete(NAME);
      Path staged = staged(store, bytes("second"));

      assertThat(store.replaceFileIf(listed, staged)).isFalse();
      assertThat(staged).doesNotExist();
      assertThat(store.list("")).isEmpty();
    }
  }

  @Test
  void whatIsDeletedIsGoneAndItsNameFree() throws IOException {
    try (Store store = open()) {
      put(store, NAME, "first");

      assertThat(store.delete(NAME)).isTrue();
      assertThat(store.delete(NAME)).isFalse();
      assertThat(store.list("")).isEmpty();
      assertThat(put(store, NAME, "again")).isTrue();
    }
  }

  @Test
  void namesCannotLeaveTheStore() throws IOException {
    try (Store store = open()) {
      assertThatThrownBy(() -> store.open("../outside"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
