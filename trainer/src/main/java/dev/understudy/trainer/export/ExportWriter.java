package dev.understudy.trainer.export;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one file of an export. The same values in the same order make the same bytes. What the
 * format cannot say is left out and counted. One thread; whoever made it closes it.
 *
 * @param <T> what is written
 */
public interface ExportWriter<T> extends Closeable {
  /**
   * Adds a value, or counts why it is left out.
   *
   * @throws IOException if the file cannot be written; it is of no use then
   */
  void write(T value) throws IOException;

  /**
   * Ends the file, which is whole after it, and reports what it holds. Once, before it is closed.
   *
   * @throws IOException if the file cannot be written; it is of no use then
   */
  ExportReport finish() throws IOException;

  /** Lets go of the file; one that was not ended is of no use. Later calls do nothing. */
  @Override
  void close() throws IOException;
}
