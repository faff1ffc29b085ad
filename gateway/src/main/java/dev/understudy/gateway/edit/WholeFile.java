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
   * @throws IOException if it was not replaced
   */
  void replace(byte[] before, byte[] after) throws IOException {
    Path file = named.toRealPath();
    put(before, file, file.resolveSibling(file.getFileName() + ".bak"));
    put(after, file, file);
  }

  /** Replaces it by what it was. */
  void putBack(byte[] before) throws IOException {
    Path file = named.toRealPath();
    put(before, file, file);
  }

  private static void put(byte[] bytes, Path like, Path file) throws IOException {
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
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
