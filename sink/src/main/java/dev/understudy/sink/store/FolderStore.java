package dev.understudy.sink.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that is a folder of a local or mounted file system. Several processes may share it.
 *
 * <p>Files are staged in {@code .staging/<run>/} inside the folder, so that taking their name is
 * one step of the file system: a hard link, which fails where the name is taken. A run holds a lock
 * on its staging folder; folders of runs that died are removed when a store is opened.
 */
public final class FolderStore implements Store, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderStore.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LOCK = "lock";
  private static final String TURNS = "put.lock";

  /**
   * Staging folders of this process. To open their lock and close it again, as one does to see
   * whether it is held, would let go of it: POSIX drops all locks a process has on a file as soon
   * as it closes any descriptor of it.
   */
  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  private static final int LARGEST_OBJECT_BYTES = 1024 * 1024;

  private final Path root;
  private final Path staging;
  private final FileChannel stagingLock;
  private final FolderTurns turns;

  private FolderStore(Path root, Path staging, FileChannel stagingLock) {
    this.root = root;
    this.staging = staging;
    this.stagingLock = stagingLock;
    this.turns = new FolderTurns(staging.resolveSibling(TURNS));
  }

  /**
   * Opens the folder, making it where it is missing, and removes what runs that died had staged.
   * The caller closes it.
   *
   * @throws IOException if it cannot be written; the message names it and the remedy
   */
  public static FolderStore open(Path root) throws IOException {
    Path all = root.resolve(".staging");
    try {
      Files.createDirectories(all);
      // in turn, or another that opens could take a folder whose lock is not held yet for dead
      return new FolderTurns(all.resolve(TURNS)).inTurn(() -> openInTurn(root, all.toRealPath()));
    } catch (IOException e) {
      throw new IOException(
          "captures folder %s cannot be written (%s): make it writable for user '%s' or choose another"
              .formatted(
                  root.toAbsolutePath(),
                  e.getClass().getSimpleName(),
                  System.getProperty("user.name")),
          e);
    }
  }

  private static FolderStore openInTurn(Path root, Path all) throws IOException {
    removeDead(all);
    Path staging = all.resolve(Long.toUnsignedString(RANDOM.nextLong(), 36));
    Files.createDirectory(staging);
    FileChannel lock =
        FileChannel.open(
            staging.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      throw new IOException("the lock of a new folder is taken");
    }
    OPEN_HERE.add(staging);
    return new FolderStore(root, staging, lock);
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

  @Override
  public Path stage(String name) throws IOException {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return staging.resolve(file + String.format(Locale.ROOT, ".%016x.tmp", RANDOM.nextLong()));
  }

  @Override
  public boolean putIfAbsent(String name, Path staged) throws IOException {
    Path target = locate(name);
    try {
      force(staged, StandardOpenOption.WRITE);
      Path folder = Objects.requireNonNull(target.getParent());
      makeFolders(folder);
      try {
        take(target, staged);
      } catch (FileAlreadyExistsException taken) {
        return false;
      }
      force(folder, StandardOpenOption.READ);
      return true;
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  private void take(Path target, Path staged) throws IOException {
    try {
      Files.createLink(target, staged);
    } catch (FileAlreadyExistsException taken) {
      throw taken;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      takeWithoutLinks(target, staged);
    }
  }

  /** For file systems without hard links: one at a time, by a lock that all who share it take. */
  private void takeWithoutLinks(Path target, Path staged) throws IOException {
    turns.inTurn(
        () -> {
          if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
          }
          return Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  private static void makeFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      makeFolders(parent);
    }
    Files.createDirectories(folder);
    if (parent != null) {
      force(parent, StandardOpenOption.READ);
    }
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  @Override
  public SeekableByteChannel open(String name) throws IOException {
    return Files.newByteChannel(locate(name));
  }

  @Override
  public @Nullable Versioned read(String name) throws IOException {
    return read(locate(name));
  }

  private static @Nullable Versioned read(Path object) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(object);
    } catch (NoSuchFileException none) {
      return null;
    }
    return new Versioned(bytes, versionOf(bytes));
  }

  @Override
  public @Nullable String replaceIf(String name, @Nullable String expectedVersion, byte[] bytes)
      throws IOException {
    if (bytes.length > LARGEST_OBJECT_BYTES) {
      throw new IllegalArgumentException(
          "%s must be at most %d bytes, got %d"
              .formatted(name, LARGEST_OBJECT_BYTES, bytes.length));
    }
    Path object = locate(name);
    Path folder = Objects.requireNonNull(object.getParent());
    Path staged = stage(name);
    try {
      Files.write(staged, bytes, StandardOpenOption.CREATE_NEW);
      force(staged, StandardOpenOption.WRITE);
      makeFolders(folder);
      boolean replaced = turns.inTurn(() -> replaceIf(object, expectedVersion, staged));
      if (replaced) {
        force(folder, StandardOpenOption.READ);
      }
      return replaced ? versionOf(bytes) : null;
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  private static boolean replaceIf(Path object, @Nullable String expectedVersion, Path staged)
      throws IOException {
    Versioned there = read(object);
    if (!Objects.equals(there == null ? null : there.version(), expectedVersion)) {
      return false;
    }
    Files.move(staged, object, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private static String versionOf(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Path locate(String name) {
    Path path = root.resolve(name).normalize();
    if (!path.startsWith(root.normalize())) {
      throw new IllegalArgumentException("name leaves the store: " + name);
    }
    return path;
  }

  /** Lets go of the staging folder. */
  @Override
  public void close() throws IOException {
    stagingLock.close();
    OPEN_HERE.remove(staging);
    removeFolder(staging);
  }
}
