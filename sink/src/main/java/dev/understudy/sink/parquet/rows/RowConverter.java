package dev.understudy.sink.parquet.rows;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Gathers the values that Parquet hands over, column by column, into one row. */
final class RowConverter extends RecordMaterializer<Row> {
  private final Row row;
  private final Whole whole;

  /**
   * Gathers those columns.
   *
   * @throws IllegalArgumentException where one holds more than a single value a row, as none of our
   *     tables does
   */
  RowConverter(MessageType columns) {
    for (Type column : columns.getFields()) {
      if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
        throw new IllegalArgumentException(
            "expected columns of single values, found " + column.getName());
      }
    }
    this.row = new Row(columns);
    this.whole = new Whole(row);
  }

  @Override
  public Row getCurrentRecord() {
    return row;
  }

  @Override
  public GroupConverter getRootConverter() {
    return whole;
  }

  private static final class Whole extends GroupConverter {
    private final Row row;
    private final Cell[] cells;

    Whole(Row row) {
      this.row = row;
      this.cells = new Cell[row.columns().getFieldCount()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = new Cell(row, i);
      }
    }

    @Override
    public Converter getConverter(int column) {
      return cells[column];
    }

    @Override
    public void start() {
      row.clear();
    }

    @Override
    public void end() {
      // the row is whole; the reader asks for it
    }
  }

  private static final class Cell extends PrimitiveConverter {
    private final Row row;
    private final int column;

    Cell(Row row, int column) {
      this.row = row;
      this.column = column;
    }

    @Override
    public void addBinary(Binary value) {
      row.set(column, value);
    }

    @Override
    public void addBoolean(boolean value) {
      row.set(column, value);
    }

    @Override
    public void addDouble(double value) {
      row.set(column, value);
    }

    @Override
    public void addFloat(float value) {
      row.set(column, value);
    }

    @Override
    public void addInt(int value) {
      row.set(column, value);
    }

    @Override
    public void addLong(long value) {
      row.set(column, value);
    }
  }
}
