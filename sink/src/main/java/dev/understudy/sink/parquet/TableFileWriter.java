package dev.understudy.sink.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one Parquet file of {@code exchanges}. Rows go straight to their columns, without an Avro
 * record between; the footer holds the Avro schema, so that Avro's readers see the same. One
 * thread.
 */
public final class ExchangeFileWriter implements Closeable {
  private static final long ROW_GROUP_BYTES = 16L * 1024 * 1024;

  /**
   * Columns whose values hardly repeat and are never looked up by range: a dictionary of them would
   * be built and thrown away, their least and greatest values say nothing.
   */
  private static final List<String> DISTINCT =
      List.of(
          "messages",
          "input",
          "output",
          "choices",
          "tool_calls",
          "logprobs",
          "request_body",
          "response_body");

  /** Distinct too, but looked up or compared: their least and greatest values help. */
  private static final List<String> VARYING =
      List.of(
          "request_id",
          "exchange_id",
          "received_at",
          "bucket",
          "first_byte_ms",
          "duration_ms",
          "response_headers");

  private final Rows rows;
  private final ParquetWriter<ExchangeRow> writer;
  private boolean closed;

  private ExchangeFileWriter(Rows rows, ParquetWriter<ExchangeRow> writer) {
    this.rows = rows;
    this.writer = writer;
  }

  /** Begins a file of rows of one segment; the caller closes it. */
  public static ExchangeFileWriter create(Path file, String instance, String segment)
      throws IOException {
    Rows rows = new Rows(instance, segment);
    Builder builder =
        new Builder(new LocalOutputFile(file), rows)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecs(1))
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withMinRowCountForPageSizeCheck(10);
    for (String column : VARYING) {
      builder = builder.withDictionaryEncoding(column, false);
    }
    for (String column : DISTINCT) {
      builder =
          builder
              .withDictionaryEncoding(column, false)
              .withStatisticsEnabled(column, false)
              .withSizeStatisticsEnabled(column, false);
    }
    return new ExchangeFileWriter(rows, builder.build());
  }

  /** Adds a row. */
  public void write(ExchangeRow row) throws IOException {
    writer.write(row);
  }

  /** Where the rows written so far came from. */
  public Origin origin() {
    return rows.origin();
  }

  /** Writes the footer; the file is whole after it. Once; later calls do nothing. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writer.close();
    }
  }

  private static final class Builder extends ParquetWriter.Builder<ExchangeRow, Builder> {
    private final Rows rows;

    Builder(OutputFile file, Rows rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the super class
    protected WriteSupport<ExchangeRow> getWriteSupport(Configuration configuration) {
      return rows;
    }

    @Override
    protected WriteSupport<ExchangeRow> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }
  }

  /** Hands rows to the columns and keeps count of them. */
  private static final class Rows extends WriteSupport<ExchangeRow> {
    private final String instance;
    private final String segment;
    private final MessageDigest ids = sha256();
    private final ByteBuffer id = ByteBuffer.allocate(16);
    private long count;
    private @Nullable Columns columns;

    Rows(String instance, String segment) {
      this.instance = instance;
      this.segment = segment;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the super class
    public WriteContext init(Configuration configuration) {
      return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return context();
    }

    private static WriteContext context() {
      return new WriteContext(
          ExchangesTable.COLUMNS, Map.of("parquet.avro.schema", ExchangesTable.SCHEMA.toString()));
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      columns = new Columns(ExchangesTable.COLUMNS, consumer);
    }

    @Override
    public void write(ExchangeRow row) {
      if (columns == null) {
        throw new IllegalStateException("the file is not open");
      }
      row.write(columns);
      UUID exchangeId = row.exchange().exchangeId();
      id.putLong(0, exchangeId.getMostSignificantBits());
      id.putLong(8, exchangeId.getLeastSignificantBits());
      ids.update(id.array());
      count++;
    }

    @Override
    public FinalizedWriteContext finalizeWrite() {
      return new FinalizedWriteContext(origin().toMetadata());
    }

    Origin origin() {
      try {
        MessageDigest soFar = (MessageDigest) ids.clone();
        return new Origin(instance, segment, count, HexFormat.of().formatHex(soFar.digest()));
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("SHA-256 of this JDK cannot be continued", e);
      }
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
