package dev.understudy.sink.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of this run's own, among those of other runs, where files are written before they are
 * put into a store. A run holds a lock on its folder; folders of runs that died are removed when
 * another is opened.
 */
public final class Staging implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Staging.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LOCK = "lock";
  private static final String TURNS = "put.lock";

  /**
   * Staging folders of this process. To open their lock and close it again, as one does to see
   * whether it is held, would let go of it: POSIX drops all locks a process has on a file as soon
   * as it closes any descriptor of it.
   */
  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private Staging(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes a folder for this run and removes those of runs that died. The caller closes it.
   *
   * @param all the folder that the runs share, made where it is missing
   */
  public static Staging open(Path all) throws IOException {
    Files.createDirectories(all);
    // in turn, or another that opens could take a folder whose lock is not held yet for dead
    return new FolderTurns(all.resolve(TURNS)).inTurn(() -> openInTurn(all.toRealPath()));
  }

  private static Staging openInTurn(Path all) throws IOException {
    removeDead(all);
    Path folder = all.resolve(Long.toUnsignedString(RANDOM.nextLong(), 36));
    Files.createDirectory(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      throw new IOException("the lock of a new folder is taken");
    }
    OPEN_HERE.add(folder);
    return new Staging(folder, lock);
  }

  private static void removeDead(Path all) throws IOException {
    List<Path> runs;
    try (Stream<Path> found = Files.list(all)) {
      runs = found.filter(Files::isDirectory).filter(run -> !OPEN_HERE.contains(run)).toList();
    }
    for (Path run : runs) {
      try (FileChannel lock =
          FileChannel.open(
              run.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (lock.tryLock() != null) {
          removeFolder(run);
        }
      } catch (IOException e) {
        LOG.atWarn().addKeyValue("folder", run).setCause(e).log("left-over staging folder remains");
      }
    }
  }

  private static void removeFolder(Path run) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(run)) {
      files = found.toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(run);
  }

  /** A path in the folder for a file to be put under that name; nothing is there yet. */
  public Path path(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return folder.resolve(file + String.format(Locale.ROOT, ".%016x.tmp", RANDOM.nextLong()));
  }

  /** Turns that all who stage in the shared folder can take. */
  FolderTurns turns() {
    return new FolderTurns(folder.resolveSibling(TURNS));
  }

  /** Removes the folder with all that is left in it. */
  @Override
  public void close() throws IOException {
    lock.close();
    OPEN_HERE.remove(folder);
    removeFolder(folder);
  }
}
