package dev.understudy.sink.parquet.rows;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.RowKey;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * One row as it lies in a file. A {@link RowReader} hands out the same one again and again: it is
 * of use until the next is read.
 */
public final class Row {
  private final MessageType columns;
  private final @Nullable Object[] values;

  Row(MessageType columns) {
    this.columns = columns;
    this.values = new Object[columns.getFieldCount()];
  }

  /** What stands in a column of text; null where nothing does, or there is no such column. */
  public @Nullable String text(String column) {
    return valueOf(column) instanceof Binary text ? text.toStringUsingUTF8() : null;
  }

  /** What stands in a column of numbers; null where nothing does, or there is no such column. */
  public @Nullable Number number(String column) {
    return valueOf(column) instanceof Number number ? number : null;
  }

  /** What stands in a column of truths; null where nothing does, or there is no such column. */
  public @Nullable Boolean truth(String column) {
    return valueOf(column) instanceof Boolean truth ? truth : null;
  }

  /**
   * What tells it from the table's other rows.
   *
   * @throws IOException if it lacks that
   */
  public RowKey key(Table table) throws IOException {
    return switch (table) {
      case EXCHANGES -> key("exchange_id", null);
      case COMPARISONS -> key("request_id", "compared_at");
      case FEEDBACK -> key("request_id", "given_at");
    };
  }

  private RowKey key(String id, @Nullable String time) throws IOException {
    String text = text(id);
    Number micros = time == null ? Long.valueOf(0) : number(time);
    if (text == null || micros == null) {
      throw new IOException("expected a row with " + id + (time == null ? "" : " and " + time));
    }
    return new RowKey(text, micros.longValue());
  }

  private @Nullable Object valueOf(String column) {
    return columns.containsField(column) ? values[columns.getFieldIndex(column)] : null;
  }

  MessageType columns() {
    return columns;
  }

  @Nullable Object value(int column) {
    return values[column];
  }

  void set(int column, Object value) {
    values[column] = value;
  }

  void clear() {
    Arrays.fill(values, null);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Row[" + values.length + " columns]";
  }
}
