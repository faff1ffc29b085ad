package dev.understudy.gateway.edit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts a file in place of another so that readers see the one or the other whole, and a loss of
 * power leaves one of them. Where the name is a link, what it leads to is replaced.
 */
final class WholeFile {
  private final Path named;

  WholeFile(Path named) {
    this.named = named;
  }

  /** Why it cannot be replaced, or null where it seems that it can. */
  @Nullable String readOnly() {
    Path folder = folder(named);
    if (Files.exists(folder.resolve("..data"), LinkOption.NOFOLLOW_LINKS)) {
      return "it is mounted from a ConfigMap; change that, and every gateway takes it up";
    }
    try {
      if (!Files.isWritable(folder(named.toRealPath()))) {
        return "this gateway may not write into its folder";
      }
      return null;
    } catch (IOException absent) {
      return "it cannot be found";
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  /**
   * Replaces it and keeps what it was beside it, under its name and {@code .bak}.
   *
   * @return false if it does not hold {@code before} any more; then it stays as it is
   * @throws IOException if it was not replaced
   */
  boolean replace(byte[] before, byte[] after) throws IOException {
    Path file = named.toRealPath();
    if (!holds(file, before)) {
      return false;
    }
    put(before, file, file.resolveSibling(file.getFileName() + ".bak"), () -> true);
    return put(after, file, file, () -> holds(file, before));
  }

  /**
   * Replaces it by what it was.
   *
   * @return false if it does not hold {@code after} any more; then it stays as it is
   */
  boolean putBack(byte[] after, byte[] before) throws IOException {
    Path file = named.toRealPath();
    return put(before, file, file, () -> holds(file, after));
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    return Arrays.equals(Files.readAllBytes(file), bytes);
  }

  /** Asked when all is written, directly before the name is taken. */
  private interface Condition {
    boolean isMet() throws IOException;
  }

  private static boolean put(byte[] bytes, Path like, Path file, Condition condition)
      throws IOException {
    Path made = Files.createTempFile(folder(file), "." + file.getFileName(), ".tmp");
    try {
      try (FileChannel out = FileChannel.open(made, StandardOpenOption.WRITE)) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          out.write(left);
        }
        out.force(true);
      }
      allowAs(like, made);
      if (!condition.isMet()) {
        return false;
      }
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /** Whoever may read the one may read the other. */
  private static void allowAs(Path like, Path made) throws IOException {
    PosixFileAttributeView of = Files.getFileAttributeView(made, PosixFileAttributeView.class);
    if (of != null) {
      PosixFileAttributes attributes = Files.readAttributes(like, PosixFileAttributes.class);
      of.setPermissions(attributes.permissions());
    }
  }
}
