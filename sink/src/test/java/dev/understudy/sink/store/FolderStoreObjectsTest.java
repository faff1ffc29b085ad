package dev.understudy.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sink.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreObjectsTest {
  private Path root;

  @BeforeEach
  void useFolder(@TempDir Path folder) {
    root = folder.resolve("captures");
  }

  @Test
  void nothingStaysStaged() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      store.replaceIf(StoreContract.OBJECT, null, StoreContract.bytes("one"));
      store.replaceIf(StoreContract.OBJECT, "wrong", StoreContract.bytes("two"));

      try (Stream<Path> left = Files.walk(root.resolve(".staging"))) {
        assertThat(left.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
      }
    }
  }

  @Test
  void anObjectThatGrewTooLargeIsRefusedUnread() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      store.replaceIf(StoreContract.OBJECT, null, StoreContract.bytes("one"));
      Path object = store.path(StoreContract.OBJECT);
      try (FileChannel channel = FileChannel.open(object, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.allocate(1), 1L << 33); // a hole takes no room on the disk
      }

      assertThatThrownBy(() -> store.read(StoreContract.OBJECT))
          .isInstanceOf(IOException.class)
          .hasMessage(
              object
                  + ": expected an object of at most 1048576 bytes, found 8589934593; move it"
                  + " away");
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
      assertThat(StoreContract.number(store.read(StoreContract.OBJECT)))
          .as("seed %d", seed)
          .isBetween(acknowledged, acknowledged + killed);
      long before = StoreContract.number(store.read(StoreContract.OBJECT));
      StoreContract.increment(store);
      assertThat(StoreContract.number(store.read(StoreContract.OBJECT))).isEqualTo(before + 1);
    }
  }

  private Process child() throws IOException {
    return new ProcessBuilder(ChildJvm.command(Child.class, root.toString()))
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
          StoreContract.increment(store);
          out.println("+");
        }
      }
    }
  }

  @Test
  void aReaderIsNotHeldUpByWhoeverReplaces() throws Exception {
    try (FolderStore store = FolderStore.open(root)) {
      store.replaceIf(StoreContract.OBJECT, null, StoreContract.bytes("one"));
      Path lock = root.resolve(".staging/put.lock");
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        assertThat(held.isValid()).isTrue();

        assertThat(store.read(StoreContract.OBJECT)).isNotNull();
      }
    }
  }
}
