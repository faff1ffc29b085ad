package dev.understudy.gateway.recent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.sink.parquet.Columns;
import dev.understudy.sink.parquet.ExchangeRow;
import dev.understudy.sink.parquet.FlatRowConsumer;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.rows.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.parquet.io.api.Binary;

/**
 * An exchange as an object with the columns of the captured table, be it in memory or stored: one
 * shape for all who show it. Columns that hold nothing are left out; times are in ISO 8601.
 */
final class ExchangeColumns {
  private static final List<String> NAMES =
      TableLayout.of(Table.EXCHANGES).schema().getFields().stream()
          .map(Schema.Field::name)
          .toList();
  private static final String TIME = "received_at";

  private ExchangeColumns() {}

  /** Of an exchange in memory, whose bytes were read. */
  static ObjectNode of(Exchange exchange, Reading reading) {
    Taking taking = new Taking();
    new ExchangeRow(exchange, reading).write(Columns.of(Table.EXCHANGES, taking));
    return taking.row;
  }

  /** Of a stored row. */
  static ObjectNode of(Row row) {
    ObjectNode columns = JsonNodeFactory.instance.objectNode();
    for (String name : NAMES) {
      String text = row.text(name);
      Number number = row.number(name);
      Boolean truth = row.truth(name);
      if (text != null) {
        columns.put(name, text);
      } else if (number instanceof Double || number instanceof Float) {
        columns.put(name, number.doubleValue());
      } else if (number != null) {
        put(columns, name, number.longValue());
      } else if (truth != null) {
        columns.put(name, truth);
      }
    }
    return columns;
  }

  private static void put(ObjectNode columns, String name, long value) {
    if (name.equals(TIME)) {
      columns.put(name, Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString());
    } else {
      columns.put(name, value);
    }
  }

  /** Takes a row's columns as a file would. */
  private static final class Taking extends FlatRowConsumer {
    private final ObjectNode row = JsonNodeFactory.instance.objectNode();
    private String at = "";

    @Override
    public void startField(String field, int index) {
      at = field;
    }

    @Override
    public void addBinary(Binary value) {
      row.put(at, value.toStringUsingUTF8());
    }

    @Override
    public void addLong(long value) {
      put(row, at, value);
    }

    @Override
    public void addInteger(int value) {
      row.put(at, value);
    }

    @Override
    public void addDouble(double value) {
      row.put(at, value);
    }

    @Override
    public void addFloat(float value) {
      row.put(at, value);
    }

    @Override
    public void addBoolean(boolean value) {
      row.put(at, value);
    }
  }
}
