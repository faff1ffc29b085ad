package dev.understudy.sink.parquet.rows;

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
    Object value = columns.containsField(column) ? values[columns.getFieldIndex(column)] : null;
    return value instanceof Binary text ? text.toStringUsingUTF8() : null;
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
