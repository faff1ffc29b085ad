package dev.understudy.sink.parquet;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one Parquet file of one table. Rows go straight to their columns, without an Avro record
 * between; the footer holds the Avro schema, so that Avro's readers see the same. One thread.
 */
public final class TableFileWriter implements Closeable {
  private static final int FASTEST = 1;

  private final Rows rows;
  private final ShapedFile<TableRow> file;

  private TableFileWriter(Rows rows, ShapedFile<TableRow> file) {
    this.rows = rows;
    this.file = file;
  }

  /** Begins a file of rows of one segment; the caller closes it. */
  public static TableFileWriter create(Path path, Table table, String instance, String segment)
      throws IOException {
    TableLayout layout = TableLayout.of(table);
    Rows rows = new Rows(layout, instance, segment);
    return new TableFileWriter(rows, ShapedFile.create(path, layout, rows, FASTEST));
  }

  /** Adds a row. */
  public void write(TableRow row) throws IOException {
    file.write(row);
  }

  /** Where the rows written so far came from. */
  public Origin origin() {
    return rows.origin();
  }

  /**
   * Writes the footer; the file is whole after it, and closed even where that fails. Once; later
   * calls do nothing.
   */
  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Hands rows to the columns and keeps count of them. */
  private static final class Rows extends WriteSupport<TableRow> {
    private final TableLayout layout;
    private final String instance;
    private final String segment;
    private final MessageDigest ids = sha256();
    private final ByteBuffer id = ByteBuffer.allocate(16);
    private long count;
    private @Nullable Columns columns;

    Rows(TableLayout layout, String instance, String segment) {
      this.layout = layout;
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

    private WriteContext context() {
      return new WriteContext(
          layout.columns(), Map.of("parquet.avro.schema", layout.schema().toString()));
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      columns = new Columns(layout.columns(), consumer);
    }

    @Override
    public void write(TableRow row) {
      if (columns == null) {
        throw new IllegalStateException("the file is not open");
      }
      row.write(columns);
      identify(row.entry());
      count++;
    }

    /** An exchange has an id of its own; anything else is told by its request and its time. */
    private void identify(Entry entry) {
      if (entry instanceof Exchange exchange) {
        add(exchange.exchangeId());
      } else {
        add(entry.requestId());
        add(new UUID(0, Columns.micros(entry.at())));
      }
    }

    private void add(UUID part) {
      id.putLong(0, part.getMostSignificantBits());
      id.putLong(8, part.getLeastSignificantBits());
      ids.update(id.array());
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
