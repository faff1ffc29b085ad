package dev.understudy.sink.parquet;

import dev.understudy.exchange.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes one row after another, column by column in the schema's order. Each call names its column,
 * so that a row and its schema cannot drift apart unseen.
 */
public final class Columns {
  private final RecordConsumer out;
  private final String[] names;
  private final @Nullable String[] lastText;
  private final @Nullable Binary[] lastBinary;
  private int at;

  Columns(MessageType schema, RecordConsumer out) {
    this.out = out;
    this.names = schema.getFields().stream().map(field -> field.getName()).toArray(String[]::new);
    this.lastText = new String[names.length];
    this.lastBinary = new Binary[names.length];
  }

  /** The columns of a table, for a consumer of any kind: Parquet's own, or one that writes JSON. */
  public static Columns of(Table table, RecordConsumer out) {
    return new Columns(TableLayout.of(table).columns(), out);
  }

  void begin() {
    out.startMessage();
    at = 0;
  }

  void end() {
    if (at != names.length) {
      throw new IllegalStateException("row ends before column " + names[at]);
    }
    out.endMessage();
  }

  void text(String column, @Nullable String value) {
    if (value == null) {
      skip(column);
    } else {
      binary(column, Binary.fromString(value));
    }
  }

  /** Text that is often the same as in the row before. */
  void word(String column, @Nullable String value) {
    if (value == null) {
      skip(column);
      return;
    }
    Binary binary = lastBinary[at];
    if (binary == null || !value.equals(lastText[at])) {
      binary = Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8));
      lastText[at] = value;
      lastBinary[at] = binary;
    }
    binary(column, binary);
  }

  void utf8(String column, byte @Nullable [] value) {
    if (value == null) {
      skip(column);
    } else {
      binary(column, Binary.fromConstantByteArray(value));
    }
  }

  private void binary(String column, Binary value) {
    start(column);
    out.addBinary(value);
    end(column);
  }

  void number(String column, @Nullable Long value) {
    if (value == null) {
      skip(column);
    } else {
      start(column);
      out.addLong(value);
      end(column);
    }
  }

  void integer(String column, @Nullable Integer value) {
    if (value == null) {
      skip(column);
    } else {
      start(column);
      out.addInteger(value);
      end(column);
    }
  }

  void real(String column, @Nullable Double value) {
    if (value == null) {
      skip(column);
    } else {
      start(column);
      out.addDouble(value);
      end(column);
    }
  }

  void truth(String column, @Nullable Boolean value) {
    if (value == null) {
      skip(column);
    } else {
      start(column);
      out.addBoolean(value);
      end(column);
    }
  }

  void skip(String column) {
    expect(column);
    at++;
  }

  private void start(String column) {
    expect(column);
    out.startField(column, at);
  }

  private void end(String column) {
    out.endField(column, at);
    at++;
  }

  private void expect(String column) {
    if (at >= names.length || !names[at].equals(column)) {
      throw new IllegalStateException(
          "column " + column + " does not stand at place " + at + " of the schema");
    }
  }

  /** A time as the tables hold it: microseconds since 1970. */
  static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
  }

  /** A span as the tables hold it: milliseconds. */
  static @Nullable Double millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos() / 1e6;
  }
}
