package dev.understudy.sink.parquet.rows;

import dev.understudy.sink.parquet.ShapedFile;
import dev.understudy.sink.parquet.TableLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of other files into a new one, of the shape that the table's files have. One thread.
 */
public final class RowWriter implements Closeable {
  private static final int LEVEL = 3; // no request waits for it

  private final Rows rows;
  private final ShapedFile<Row> file;

  private RowWriter(Rows rows, ShapedFile<Row> file) {
    this.rows = rows;
    this.file = file;
  }

  /** Begins a file with those columns of that table; the caller closes it. */
  public static RowWriter create(Path path, MessageType columns, TableLayout layout)
      throws IOException {
    Rows rows = new Rows(columns);
    return new RowWriter(rows, ShapedFile.create(path, layout, rows, LEVEL));
  }

  /**
   * Adds a row. Columns that the row lacks are null.
   *
   * @throws IOException where it has a column more, or lacks one that may not be null
   */
  public void write(Row row) throws IOException {
    rows.expect(row.columns());
    file.write(row);
  }

  /** How many rows were written. */
  public long count() {
    return rows.count;
  }

  /** Ends the file with those notes in its footer; it is whole after that. */
  public void finish(Map<String, String> notes) throws IOException {
    rows.notes = Map.copyOf(notes);
    close();
  }

  /** Ends the file where {@link #finish} did not: nobody should put it anywhere then. */
  @Override
  public void close() throws IOException {
    file.close();
  }

  private static final class Rows extends WriteSupport<Row> {
    private final MessageType columns;
    private final String[] names;
    private final int[] from;
    private @Nullable MessageType source;
    private @Nullable RecordConsumer out;
    private Map<String, String> notes = Map.of();
    private long count;

    Rows(MessageType columns) {
      this.columns = columns;
      this.names = columns.getFields().stream().map(Type::getName).toArray(String[]::new);
      this.from = new int[names.length];
    }

    /** Learns where the columns stand in the rows to come. */
    @SuppressWarnings("ReferenceEquality") // all rows of a reader have the same; it is asked often
    void expect(MessageType next) throws IOException {
      if (next == source) {
        return;
      }
      String odd = Fit.of(next, columns).problem();
      if (odd != null) {
        throw new IOException(odd);
      }
      for (int i = 0; i < names.length; i++) {
        from[i] = next.containsField(names[i]) ? next.getFieldIndex(names[i]) : -1;
      }
      source = next;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the super class
    public WriteContext init(Configuration configuration) {
      return new WriteContext(columns, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(columns, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(Row row) {
      RecordConsumer to = out;
      if (to == null) {
        throw new IllegalStateException("the file is not open");
      }
      to.startMessage();
      for (int i = 0; i < names.length; i++) {
        Object value = from[i] < 0 ? null : row.value(from[i]);
        if (value != null) {
          to.startField(names[i], i);
          add(to, value);
          to.endField(names[i], i);
        }
      }
      to.endMessage();
      count++;
    }

    private static void add(RecordConsumer to, Object value) {
      if (value instanceof Binary binary) {
        to.addBinary(binary);
      } else if (value instanceof Long number) {
        to.addLong(number);
      } else if (value instanceof Integer number) {
        to.addInteger(number);
      } else if (value instanceof Double number) {
        to.addDouble(number);
      } else if (value instanceof Float number) {
        to.addFloat(number);
      } else if (value instanceof Boolean truth) {
        to.addBoolean(truth);
      } else {
        throw new IllegalStateException("no column holds a " + value.getClass().getName());
      }
    }

    @Override
    public FinalizedWriteContext finalizeWrite() {
      return new FinalizedWriteContext(notes);
    }
  }
}
