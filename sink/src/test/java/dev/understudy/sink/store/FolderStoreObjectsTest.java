package dev.understudy.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreObjectsTest {
  private static final String NAME = "rollout/counter";
  private Path root;

  @BeforeEach
  void useFolder(@TempDir Path folder) {
    root = folder.resolve("captures");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The number in front of a long tail, by which a half-written object would show. */
  private static long number(@Nullable Versioned object) {
    if (object == null) {
      return 0;
    }
    String text = new String(object.bytes(), StandardCharsets.UTF_8);
    assertThat(text).matches("\\d+x{5000}");
    return Long.parseLong(text.substring(0, text.indexOf('x')));
  }

  private static void increment(Store store) throws IOException {
    String replaced = null;
    while (replaced == null) {
      Versioned there = store.read(NAME);
      String version = there == null ? null : there.version();
      replaced = store.replaceIf(NAME, version, bytes(number(there) + 1 + "x".repeat(5000)));
    }
  }

  @Test
  void anObjectIsReplacedOnlyAtTheVersionThatIsExpected() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      assertThat(store.read(NAME)).isNull();
      assertThat(store.replaceIf(NAME, "some version", bytes("early"))).isNull();

      String first = store.replaceIf(NAME, null, bytes("one"));
      assertThat(store.replaceIf(NAME, null, bytes("again"))).isNull();
      String second = store.replaceIf(NAME, first, bytes("two"));
      assertThat(store.replaceIf(NAME, first, bytes("late"))).isNull();

      assertThat(store.read(NAME)).isEqualTo(new Versioned(bytes("two"), String.valueOf(second)));
    }
  }

  @Test
  void nothingStaysStaged() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      store.replaceIf(NAME, null, bytes("one"));
      store.replaceIf(NAME, "wrong", bytes("two"));

      try (Stream<Path> left = Files.walk(root.resolve(".staging"))) {
        assertThat(left.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
      }
    }
  }

  @Test
  void anObjectThatIsNotSmallIsRefused() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      assertThatThrownBy(() -> store.replaceIf(NAME, null, new byte[2 * 1024 * 1024]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rollout/counter must be at most 1048576 bytes, got 2097152");
    }
  }

  @Test
  void threadsOfSeveralStoresLoseNoIncrement() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (FolderStore one = FolderStore.open(root);
        FolderStore other = FolderStore.open(root)) {
      List<Callable<Void>> racers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        FolderStore store = i % 2 == 0 ? one : other;
        racers.add(
            () -> {
              for (int n = 0; n < 25; n++) {
                increment(store);
              }
              return null;
            });
      }
      for (Future<Void> each : threads.invokeAll(racers)) {
        each.get();
      }

      assertThat(number(one.read(NAME))).isEqualTo(100);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void processesThatAreKilledLoseNoIncrementAndLeaveNeitherLockNorHalfAnObject() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long acknowledged = 0;
    long killed = 0;
    List<Process> children = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        children.add(child());
      }
      for (Process child : children) {
        acknowledged += countAndKill(child, 20 + random.nextInt(100));
        killed++;
      }
    } finally {
      for (Process child : children) {
        child.destroyForcibly().waitFor();
      }
    }

    try (FolderStore store = FolderStore.open(root)) {
      assertThat(number(store.read(NAME)))
          .as("seed %d", seed)
          .isBetween(acknowledged, acknowledged + killed);
      long before = number(store.read(NAME));
      increment(store);
      assertThat(number(store.read(NAME))).isEqualTo(before + 1);
    }
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Child.class.getName(),
            root.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Reads a child's acknowledgements, kills it after so many, and counts all it ever gave. */
  private static long countAndKill(Process child, int enough) throws IOException {
    long count = 0;
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        count++;
        if (count == enough) {
          child.toHandle().destroyForcibly();
        }
      }
    }
    return count;
  }

  /** Increments without end, a line for each that was done. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      try (FolderStore store = FolderStore.open(Path.of(args[0]))) {
        while (!out.checkError()) {
          increment(store);
          out.println("+");
        }
      }
    }
  }

  @Test
  void aReaderIsNotHeldUpByWhoeverReplaces() throws Exception {
    try (FolderStore store = FolderStore.open(root)) {
      store.replaceIf(NAME, null, bytes("one"));
      Path lock = root.resolve(".staging/put.lock");
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        assertThat(held.isValid()).isTrue();

        assertThat(store.read(NAME)).isNotNull();
      }
    }
  }
}
