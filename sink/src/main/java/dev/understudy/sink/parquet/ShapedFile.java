package dev.understudy.sink.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * A file being written whose bytes are arranged as those of a table's files are: row groups,
 * compression, dictionaries. It is closed whatever becomes of it. One thread.
 *
 * @param <T> what is written
 */
public final class ShapedFile<T> implements Closeable {
  private static final long ROW_GROUP_BYTES = 16L * 1024 * 1024;

  private final FileOutput file;
  private final ParquetWriter<T> writer;
  private boolean closed;

  private ShapedFile(FileOutput file, ParquetWriter<T> writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * Begins a file; the caller closes it.
   *
   * @param layout the table's
   * @param rows turns what is written into columns
   * @param level of Zstandard; negative ones are faster
   */
  public static <T> ShapedFile<T> create(
      Path path, TableLayout layout, WriteSupport<T> rows, int level) throws IOException {
    FileOutput file = new FileOutput(path);
    Builder<T> builder =
        new Builder<>(file, rows)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecs(level))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withMinRowCountForPageSizeCheck(10);
    for (String column : layout.varying()) {
      builder = builder.withDictionaryEncoding(column, false);
    }
    for (String column : layout.distinct()) {
      builder =
          builder
              .withDictionaryEncoding(column, false)
              .withStatisticsEnabled(column, false)
              .withSizeStatisticsEnabled(column, false);
    }
    try {
      return new ShapedFile<>(file, builder.build());
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Adds a row. */
  public void write(T row) throws IOException {
    writer.write(row);
  }

  /**
   * Writes the footer; the file is whole after it, and closed even where that fails. Once; later
   * calls do nothing.
   */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (file) {
        writer.close();
      }
    }
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final WriteSupport<T> rows;

    Builder(OutputFile file, WriteSupport<T> rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the super class
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return rows;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }
  }
}
