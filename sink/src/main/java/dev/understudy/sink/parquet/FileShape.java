package dev.understudy.sink.parquet;

import java.util.Objects;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * How the bytes of a table's files are arranged: row groups, compression, dictionaries.
 *
 * @param layout the table's
 */
public record FileShape(TableLayout layout) {
  private static final long ROW_GROUP_BYTES = 16L * 1024 * 1024;

  public FileShape {
    Objects.requireNonNull(layout, "layout");
  }

  /** The shape of that table's files. */
  public static FileShape of(TableLayout layout) {
    return new FileShape(layout);
  }

  /** Has a writer write files of this shape, compressed at that level of Zstandard. */
  public <B extends ParquetWriter.Builder<?, B>> B give(B builder, int level) {
    B shaped =
        builder
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecs(level))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withMinRowCountForPageSizeCheck(10);
    for (String column : layout.varying()) {
      shaped = shaped.withDictionaryEncoding(column, false);
    }
    for (String column : layout.distinct()) {
      shaped =
          shaped
              .withDictionaryEncoding(column, false)
              .withStatisticsEnabled(column, false)
              .withSizeStatisticsEnabled(column, false);
    }
    return shaped;
  }
}
