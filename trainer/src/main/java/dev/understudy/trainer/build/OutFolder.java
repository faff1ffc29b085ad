package dev.understudy.trainer.build;

import dev.understudy.trainer.run.Folders;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of all that is made of a dataset, for one build at a time. */
final class OutFolder implements Closeable {
  private static final String MANIFEST = "manifest.json";
  private static final String LOCK = ".lock";

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;

  private OutFolder(Path folder, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Takes it into use.
   *
   * @throws IOException if another build uses it, or it cannot be written; the message says so and
   *     the remedy
   */
  static OutFolder open(Path folder) throws IOException {
    FileChannel file = lockFile(folder);
    FileLock lock = null;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      // as good as another process's
    } finally {
      if (lock == null) {
        file.close();
      }
    }
    if (lock == null) {
      throw new IOException(
          folder + ": another build is at work there; wait for it, or give another folder as out");
    }
    return new OutFolder(folder, file, lock);
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      return FileChannel.open(
          folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (AccessDeniedException denied) {
      throw new IOException(folder + ": may not be written; give another folder as out", denied);
    } catch (FileSystemException notThere) {
      throw new IOException(
          folder + ": is no folder that can be written; give another as out", notThere);
    }
  }

  /** Where stages work. */
  Path work() {
    return folder.resolve("work");
  }

  /** Where test sets are frozen. */
  Path frozen() {
    return frozen(folder);
  }

  /** Where test sets are frozen in a folder that need not be there. */
  static Path frozen(Path folder) {
    return folder.resolve("frozen");
  }

  /** Where a set is when it is finished. */
  Path set(String name) {
    return folder.resolve(name);
  }

  /**
   * Looks at what is in a set's place before a set is made for it. What a publication that was
   * broken off had put aside is put back.
   *
   * @throws IOException if it is something else; the message names the remedy
   */
  void prepare(String name) throws IOException {
    Path set = set(name);
    if (Files.exists(before(name)) && !Files.exists(set)) {
      Files.move(before(name), set, StandardCopyOption.ATOMIC_MOVE);
    }
    if (Files.exists(set) && !Files.isRegularFile(set.resolve(MANIFEST))) {
      try (Stream<Path> content = Files.isDirectory(set) ? Files.list(set) : Stream.of(set)) {
        if (content.findAny().isPresent()) {
          throw new IOException(
              set + ": holds something that is no training set; move it away, or give another out");
        }
      }
    }
  }

  /** An empty folder in which a set is made. */
  Path begin(String name) throws IOException {
    Folders.delete(unfinished(name));
    return Files.createDirectories(unfinished(name));
  }

  private Path unfinished(String name) {
    return folder.resolve(".unfinished-" + name);
  }

  private Path before(String name) {
    return folder.resolve(".before-" + name);
  }

  /** Puts a set that was made in its place, instead of the one that was there. */
  void publish(String name) throws IOException {
    Path set = set(name);
    Folders.delete(before(name));
    if (Files.exists(set)) {
      Files.move(set, before(name), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(unfinished(name), set, StandardCopyOption.ATOMIC_MOVE);
    Folders.delete(before(name));
  }

  /** Removes what was begun. */
  void abandon(String name) throws IOException {
    Folders.delete(unfinished(name));
  }

  /** Removes what stages made that is of no use any more. */
  void keepOnly(Set<Path> used) throws IOException {
    if (!Files.isDirectory(work())) {
      return;
    }
    List<Path> all;
    try (Stream<Path> list = Files.list(work())) {
      all = list.toList();
    }
    for (Path each : all) {
      if (!used.contains(each)) {
        Folders.delete(each);
      }
    }
  }

  /** Writes a set's own description of itself, the last of its files. */
  static void writeManifest(Path set, String json) throws IOException {
    Files.write(set.resolve(MANIFEST), json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockFile.close();
  }
}
