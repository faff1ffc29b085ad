package dev.understudy.sink.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A store that is a folder of a local or mounted file system. Several processes may share it.
 *
 * <p>Files are staged in {@code .staging/<run>/} inside the folder, so that taking their name is
 * one step of the file system: a hard link, which fails where the name is taken.
 */
public final class FolderStore implements Store {

  private final Path root;
  private final @Nullable Staging staging;

  private FolderStore(Path root, @Nullable Staging staging) {
    this.root = root;
    this.staging = staging;
  }

  /**
   * Opens the folder, making it where it is missing, and removes what runs that died had staged.
   * The caller closes it.
   *
   * @throws IOException if it cannot be written; the message names it and the remedy
   */
  public static FolderStore open(Path root) throws IOException {
    try {
      return new FolderStore(root, Staging.open(root.resolve(".staging")));
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

  /**
   * Opens the folder to read what is in it, and leaves no trace there: nothing is made, and the
   * folder need not be writable. Putting, replacing and deleting is refused.
   *
   * @throws IOException if there is no such folder; the message names it
   */
  public static FolderStore forReading(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new IOException(
          Files.exists(root)
              ? root + ": expected a folder of captures, found a file"
              : root + ": there is no such folder; expected one that a gateway captured into");
    }
    return new FolderStore(root, null);
  }

  /** Where a file or object of that name lies. */
  public Path path(String name) {
    return locate(name);
  }

  @Override
  public Path stage(String name) {
    return staging().path(name);
  }

  private Staging staging() {
    if (staging == null) {
      throw new UnsupportedOperationException(
          "captures folder " + root + " was opened for reading only");
    }
    return staging;
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
        force(folder, StandardOpenOption.READ); // whoever took it may have been killed before this
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

  private FolderTurns turns() {
    return staging().turns();
  }

  /** For file systems without hard links: one at a time, by a lock that all who share it take. */
  private void takeWithoutLinks(Path target, Path staged) throws IOException {
    turns()
        .inTurn(
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
      Versioned.requireSmall(object.toString(), Files.size(object));
      bytes = Files.readAllBytes(object);
    } catch (NoSuchFileException none) {
      return null;
    }
    return new Versioned(bytes, versionOf(bytes));
  }

  @Override
  public @Nullable String replaceIf(String name, @Nullable String expectedVersion, byte[] bytes)
      throws IOException {
    Versioned.requireSmall(name, bytes);
    Path object = locate(name);
    Path folder = Objects.requireNonNull(object.getParent());
    Path staged = stage(name);
    try {
      Files.write(staged, bytes, StandardOpenOption.CREATE_NEW);
      force(staged, StandardOpenOption.WRITE);
      makeFolders(folder);
      boolean replaced = turns().inTurn(() -> replaceIf(object, expectedVersion, staged));
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

  /** {@inheritDoc} Names of which a part begins with a dot are the store's own and left out. */
  @Override
  public List<StoredFile> list(String prefix) throws IOException {
    Path from = locate(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    List<StoredFile> files = new ArrayList<>();
    try {
      Files.walkFileTree(from, new Listing(prefix, files));
    } catch (NoSuchFileException none) {
      return List.of();
    }
    files.sort(Comparator.comparing(StoredFile::name));
    return files;
  }

  @Override
  public boolean replaceFileIf(StoredFile expected, Path staged) throws IOException {
    Path file = locate(expected.name());
    try {
      force(staged, StandardOpenOption.WRITE);
      boolean replaced =
          turns()
              .inTurn(
                  () -> {
                    if (!Files.exists(file) || !expected.equals(stored(file, attributesOf(file)))) {
                      return false;
                    }
                    Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
                    return true;
                  });
      if (replaced) {
        force(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ);
      }
      return replaced;
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /** {@inheritDoc} Folders that become empty go too. */
  @Override
  public boolean delete(String name) throws IOException {
    staging(); // refuses where the folder was opened for reading
    Path file = locate(name);
    boolean deleted = Files.deleteIfExists(file);
    if (deleted) {
      Path folder = Objects.requireNonNull(file.getParent());
      force(folder, StandardOpenOption.READ);
      removeEmpty(folder);
    }
    return deleted;
  }

  private void removeEmpty(Path folder) throws IOException {
    for (Path at = folder; at != null && !at.equals(root.normalize()); at = at.getParent()) {
      try {
        Files.delete(at);
      } catch (DirectoryNotEmptyException | NoSuchFileException inUseOrGone) {
        return;
      }
    }
  }

  @Override
  public String location() {
    return root.toString();
  }

  private StoredFile stored(Path file, BasicFileAttributes attributes) {
    String name = root.normalize().relativize(file).toString().replace('\\', '/');
    FileTime modified = attributes.lastModifiedTime();
    String version =
        "%s-%d-%d"
            .formatted(attributes.fileKey(), attributes.size(), modified.to(TimeUnit.NANOSECONDS));
    return new StoredFile(name, attributes.size(), modified.toInstant(), version);
  }

  private static BasicFileAttributes attributesOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class);
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
    if (staging != null) {
      staging.close();
    }
  }

  /** Collects the finished files below a folder whose names begin so. */
  private final class Listing extends SimpleFileVisitor<Path> {
    private final String prefix;
    private final List<StoredFile> into;

    Listing(String prefix, List<StoredFile> into) {
      this.prefix = prefix;
      this.into = into;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean own = !folder.equals(root.normalize()) && isOwn(folder);
      return own ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isOwn(file) && attributes.isRegularFile()) {
        StoredFile found = stored(file, attributes);
        if (found.name().startsWith(prefix)) {
          into.add(found);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException && !file.equals(root.normalize())) {
        return FileVisitResult.CONTINUE; // deleted meanwhile
      }
      throw failure;
    }

    private boolean isOwn(Path path) {
      return path.getFileName().toString().startsWith(".");
    }
  }
}
