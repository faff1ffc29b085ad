package dev.understudy.sink.firehose.line;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.understudy.sink.parquet.FlatRowConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Takes a row's columns as Parquet would, and writes them as the fields of a JSON object. */
final class JsonRow extends FlatRowConsumer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long MICROS = 1_000_000;

  /** What a claim stands for. */
  private static final Set<String> LARGE =
      Set.of(
          "messages",
          "input",
          "output",
          "choices",
          "tool_calls",
          "logprobs",
          "request_body",
          "response_body",
          "differences",
          "correction",
          "comment");

  /** Beside a claim no other text may be longer: some thirty of them must fit, escapes and all. */
  private static final int LONGEST_BESIDE_CLAIM = 4096;

  private final String[] names;
  private final boolean[] times;
  private final boolean[] large;
  private @Nullable JsonGenerator out;
  private boolean besideClaim;
  private int at;

  /** Columns of that table. */
  JsonRow(GlueTable table) {
    int count = table.columns().size() - 2; // without the id and the claim
    names = new String[count];
    times = new boolean[count];
    large = new boolean[count];
    for (int i = 0; i < count; i++) {
      GlueTable.Column column = table.columns().get(i + 1);
      names[i] = column.name();
      times[i] = column.type().equals("timestamp");
      large[i] = LARGE.contains(column.name());
    }
  }

  /** Lets the next row go there, without its large columns where they stand beside a claim. */
  void to(JsonGenerator generator, boolean withoutLarge) {
    out = generator;
    besideClaim = withoutLarge;
  }

  /** Writes one field's value. */
  private interface Value {
    void write(JsonGenerator out) throws IOException;
  }

  private void field(Value value) {
    if (out == null) {
      throw new IllegalStateException("no line was begun");
    }
    try {
      out.writeFieldName(names[at]);
      value.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void startField(String name, int index) {
    at = index;
  }

  @Override
  public void addBinary(Binary value) {
    if (!besideClaim || !(large[at] || value.length() > LONGEST_BESIDE_CLAIM)) {
      byte[] utf8 = value.getBytesUnsafe();
      field(json -> json.writeUTF8String(utf8, 0, utf8.length));
    }
  }

  @Override
  public void addLong(long value) {
    if (times[at]) {
      Instant time =
          Instant.ofEpochSecond(Math.floorDiv(value, MICROS), Math.floorMod(value, MICROS) * 1000);
      field(json -> json.writeString(TIME.format(time)));
    } else {
      field(json -> json.writeNumber(value));
    }
  }

  @Override
  public void addInteger(int value) {
    field(json -> json.writeNumber(value));
  }

  @Override
  public void addDouble(double value) {
    field(json -> json.writeNumber(value));
  }

  @Override
  public void addFloat(float value) {
    field(json -> json.writeNumber(value));
  }

  @Override
  public void addBoolean(boolean value) {
    field(json -> json.writeBoolean(value));
  }
}
