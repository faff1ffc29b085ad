package dev.understudy.sink.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where finished files rest. A file is put whole, once, under a name its content's origin
 * determines: a repeat finds the name taken. Beside them lie a few small objects that are replaced
 * whole, by whoever knows their present version.
 *
 * <p>Names are relative paths with {@code /}, such as {@code
 * exchanges/date=2026-01-31/hour=07/gateway-0-20260131T071500000Z-5eed.parquet}.
 */
public interface Store extends AutoCloseable {

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

  /**
   * A small object whole, as it was left by one {@link #replaceIf}; null where there is none.
   *
   * @throws IOException if that cannot be told now
   */
  @Nullable Versioned read(String name) throws IOException;

  /**
   * Replaces a small object, of a MiB at most, if it is still at that version; null expects that
   * there is none yet. Of several racing callers that expect the same version exactly one replaces
   * it. The new content is durable when this returns, and nobody ever reads half of it.
   *
   * @return the new version, or null where the object was at another version: read it and try again
   * @throws IOException if that could not be done, or not be told to be done: read the object to
   *     find out
   */
  @Nullable String replaceIf(String name, @Nullable String expectedVersion, byte[] bytes)
      throws IOException;

  /**
   * The finished files whose names begin with the prefix, in the order of their names (as UTF-16).
   * A file put or deleted meanwhile may be there or not; of files that were there all the time none
   * is missing.
   */
  List<StoredFile> list(String prefix) throws IOException;

  /**
   * Replaces a finished file with a staged one, in one step, if it still is as it was listed. The
   * new content is durable when this returns. The staged file is gone afterwards, whatever the
   * result.
   *
   * @return whether it was replaced; false where the file is another now, or gone: list it anew
   */
  boolean replaceFileIf(StoredFile expected, Path staged) throws IOException;

  /**
   * Deletes a finished file or a small object, whatever its version.
   *
   * @return whether there was one
   */
  boolean delete(String name) throws IOException;

  /** Where the store is, as people write it: a folder's path, or {@code s3://bucket/prefix}. */
  String location();

  /** Lets go of what is held for this run, such as files staged and never put. */
  @Override
  void close() throws IOException;
}
