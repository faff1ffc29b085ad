package dev.understudy.sink.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/**
 * Where finished files rest. A file is put whole, once, under a name its content's origin
 * determines: a repeat finds the name taken.
 *
 * <p>Names are relative paths with {@code /}, such as {@code
 * exchanges/date=2026-01-31/hour=07/gateway-0-20260131T071500000Z-5eed.parquet}.
 */
public interface Store {

  /**
   * A path on a local disk at which the file to be put under that name may be written. Nothing is
   * there yet, its folder exists. Files staged by a run that died are removed by a later one.
   */
  Path stage(String name) throws IOException;

  /**
   * Puts a staged file under its name unless that name is taken, in one step: of several racing
   * callers exactly one wins. The file is durable when this returns. The staged file is gone
   * afterwards, whatever the result.
   *
   * @return whether the file was put; false where the name is taken
   */
  boolean putIfAbsent(String name, Path staged) throws IOException;

  /**
   * Opens a stored file for reading; the caller closes it.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  SeekableByteChannel open(String name) throws IOException;
}
