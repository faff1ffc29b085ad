package dev.understudy.sink.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that Parquet writes and that is closed whatever becomes of it: Parquet's writer leaves it
 * open when it fails, and a file that is open takes up its room even after it was deleted.
 */
public final class FileOutput implements OutputFile, Closeable {
  private final OutputFile file;
  private @Nullable PositionOutputStream stream;

  /** Names the file; it is opened when Parquet begins to write. The caller closes it. */
  public FileOutput(Path path) {
    this.file = new LocalOutputFile(path);
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    PositionOutputStream opened = file.create(blockSizeHint);
    stream = opened;
    return opened;
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    PositionOutputStream opened = file.createOrOverwrite(blockSizeHint);
    stream = opened;
    return opened;
  }

  @Override
  public boolean supportsBlockSize() {
    return file.supportsBlockSize();
  }

  @Override
  public long defaultBlockSize() {
    return file.defaultBlockSize();
  }

  @Override
  public String getPath() {
    return file.getPath();
  }

  /** Closes the file where it is open. */
  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
  }
}
