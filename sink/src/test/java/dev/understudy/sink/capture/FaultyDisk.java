package dev.understudy.sink.capture;

import dev.understudy.sink.spool.ChannelAround;
import dev.understudy.sink.spool.SegmentFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real folder whose disk fills up, fails and crashes as it is told. A crash leaves a copy of the
 * folder as it was at that moment; nothing done to the disk afterwards is in it. One thread.
 */
final class FaultyDisk implements SegmentFiles {
  /** What a crash throws out of whatever was going on. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
      super("crashed", null, false, false);
    }
  }

  private static final int COPIES_OF_DELETED = 3;

  private final Path folder;
  private final List<FileChannel> open = new ArrayList<>();
  private final Map<Path, Long> written = new HashMap<>();
  private final Map<Path, Long> synced = new HashMap<>();
  private final Map<Path, byte[]> deleted = new LinkedHashMap<>();
  private long room = Long.MAX_VALUE;
  private int failingIn = -1;
  private int crashIn = -1;
  private boolean failedToCut;
  private @Nullable Path left;

  FaultyDisk(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** From now on the disk takes so many more bytes. */
  void fill(long bytes) {
    room = bytes;
  }

  /** The operation after so many fails. */
  void failIn(int operations) {
    failingIn = operations;
  }

  /** The machine stops within the operation after so many. */
  void crashIn(int operations) {
    crashIn = operations;
  }

  int crashesIn() {
    return crashIn;
  }

  void heal() {
    room = Long.MAX_VALUE;
    failingIn = -1;
  }

  /** What the crash left; null where none was. */
  @Nullable Path left() {
    return left;
  }

  /** Whether a file could once not be cut back after a failed write. */
  boolean hasFailedToCut() {
    return failedToCut;
  }

  boolean isCrashed() {
    return left != null;
  }

  /** Stops the machine. */
  void crash() {
    if (left != null) {
      return;
    }
    String name = folder.getFileName().toString();
    int number = Integer.parseInt(name.substring(name.indexOf('-') + 1)) + 1;
    Path copy = folder.resolveSibling("spool-" + number);
    try {
      Files.createDirectory(copy);
      try (Stream<Path> all = Files.list(folder)) {
        for (Path file : all.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    left = copy;
  }

  /** Lets go of what a dead process held. */
  void release() throws IOException {
    for (FileChannel each : open) {
      each.close();
    }
  }

  /**
   * Takes from what a crash left what the power took with it: ends of files that were not synced,
   * and the last changes of names.
   */
  void losePower(Random dice) throws IOException {
    Path there = Objects.requireNonNull(left);
    for (Map.Entry<Path, byte[]> each : deleted.entrySet()) {
      if (dice.nextInt(3) == 0) {
        Files.write(there.resolve(each.getKey().getFileName()), each.getValue());
      }
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(there)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      loseTail(file, dice);
      String name = file.getFileName().toString();
      if (name.endsWith(".sealed")
          && written.containsKey(folder.resolve(name))
          && dice.nextInt(3) == 0) {
        Files.move(file, there.resolve(name.substring(0, 28) + ".open"));
      }
    }
  }

  private void loseTail(Path file, Random dice) throws IOException {
    Path here = folder.resolve(file.getFileName());
    if (!written.containsKey(here)) {
      return; // of an earlier run: the disk has it
    }
    long size = Files.size(file);
    long safe = synced.getOrDefault(here, 0L);
    if (size > safe && dice.nextBoolean()) {
      long end = safe + (long) (dice.nextDouble() * (size - safe));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(end);
        if (dice.nextInt(4) == 0) {
          channel.write(
              ByteBuffer.allocate((int) (size - end)), end); // as file systems may leave it
        }
      }
    }
  }

  /** Counts one operation, which may be the one to fail or to crash in. */
  boolean passes() throws IOException {
    if (left != null) {
      throw new Crash();
    }
    if (crashIn >= 0 && crashIn-- == 0) {
      return false;
    }
    if (failingIn >= 0 && failingIn-- == 0) {
      throw new IOException("Input/output error");
    }
    return true;
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Does it, unless the machine stops before or right after it. */
  private void step(Step step) throws IOException {
    if (passes()) {
      step.run();
      return;
    }
    if ((written.size() + deleted.size()) % 2 == 0) {
      step.run();
    }
    crash();
    throw new Crash();
  }

  @Override
  public FileChannel create(Path file) throws IOException {
    step(() -> open.add(SegmentFiles.ON_DISK.create(file)));
    written.put(file, 0L);
    return new Writing(file, open.get(open.size() - 1));
  }

  @Override
  public void cut(Path file, long bytes) throws IOException {
    step(() -> SegmentFiles.ON_DISK.cut(file, bytes));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step(() -> SegmentFiles.ON_DISK.rename(from, to));
    if (written.containsKey(from)) {
      written.put(to, Objects.requireNonNull(written.remove(from)));
      synced.put(to, synced.getOrDefault(from, 0L));
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    step(() -> SegmentFiles.ON_DISK.delete(file));
    if (content.length > 0) {
      deleted.put(file, content);
      if (deleted.size() > COPIES_OF_DELETED) {
        deleted.remove(deleted.keySet().iterator().next());
      }
    }
  }

  private final class Writing extends ChannelAround {
    private final Path file;

    Writing(Path file, FileChannel channel) {
      super(channel);
      this.file = file;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      if (!passes()) {
        super.write(from.slice(from.position(), from.remaining() / 2));
        crash();
        throw new Crash();
      }
      if (from.remaining() > room) {
        if (room == 0) {
          throw new IOException("No space left on device");
        }
        int some = super.write(from.slice(from.position(), (int) room));
        from.position(from.position() + some);
        room -= some;
        return some;
      }
      int all = super.write(from);
      room = room == Long.MAX_VALUE ? room : room - all;
      return all;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      try {
        step(() -> super.truncate(size));
      } catch (IOException e) {
        failedToCut = true;
        throw e;
      }
      return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
      step(() -> super.force(metadata));
      synced.put(file, size());
    }
  }
}
