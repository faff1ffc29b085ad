package dev.understudy.rules.preview;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The Parquet files of captured exchanges, on a disk of this machine. For one thread; the caller
 * closes it.
 */
public interface CaptureFiles extends AutoCloseable {
  /** Where they were captured into, as people write it. */
  String location();

  /**
   * The files as they are now; together they hold each exchange once. Where one is gone later, as
   * it was merged into another, the next call tells the others. Broken ones are left out.
   *
   * @throws UnreadableCaptures when there is none, or they cannot be read
   */
  List<Path> files() throws UnreadableCaptures;

  /** Whether older files were left out when files were last asked for. */
  boolean olderLeftOut();

  /**
   * Looks which of the files that were told last cannot be read, and leaves them out from now on;
   * for when reading them together failed.
   *
   * @return whether there was any
   * @throws UnreadableCaptures when that cannot be found out
   */
  boolean leaveOutUnreadable() throws UnreadableCaptures;

  /** One line for each file that was left out when files were last asked for: which, and why. */
  List<String> leftOut();

  @Override
  void close();

  /** Knows where captures are. */
  interface Opener {
    /**
     * Opens what was captured into a place. The caller closes it.
     *
     * @param place as people write it: the path of a folder, or {@code s3://bucket/prefix}
     * @param notes told, a line each, what has to be fetched
     * @throws IllegalArgumentException if it is no place; the message says what is wrong
     * @throws UnreadableCaptures when it cannot be read
     */
    CaptureFiles open(String place, Consumer<String> notes) throws UnreadableCaptures;
  }
}
