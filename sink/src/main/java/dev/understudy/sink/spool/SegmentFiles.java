package dev.understudy.sink.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How the file of a new segment comes to be. */
@FunctionalInterface
public interface SegmentFiles {
  /** A new file on the disk; fails where there is one already. */
  SegmentFiles ON_DISK =
      file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** Makes the file and opens it for writing. */
  FileChannel create(Path file) throws IOException;
}
