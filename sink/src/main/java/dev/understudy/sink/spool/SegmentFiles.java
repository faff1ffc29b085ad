package dev.understudy.sink.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What is done to the files of segments: each is one step that a crash comes before or after. */
@FunctionalInterface
public interface SegmentFiles {
  /** On the disk; a new file fails where there is one already. */
  SegmentFiles ON_DISK =
      file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** Makes the file and opens it for writing. */
  FileChannel create(Path file) throws IOException;

  /** Cuts a file that nobody writes to so many bytes. */
  default void cut(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  /** Gives a file another name in the same folder. */
  default void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes a file where it is there. */
  default void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
