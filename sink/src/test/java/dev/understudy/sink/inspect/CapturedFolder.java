package dev.understudy.sink.inspect;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.ComparisonRow;
import dev.understudy.sink.parquet.FeedbackRow;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.TableLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;

/** A folder with real Parquet in the table's columns, an hour's rows to a file. */
final class CapturedFolder {
  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final DateTimeFormatter PARTITION =
      DateTimeFormatter.ofPattern("'exchanges/date='uuuu-MM-dd'/hour='HH", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Path root;
  private int files;

  CapturedFolder(Path root) {
    this.root = root;
  }

  static Schema schema() {
    return TableLayout.of(Table.EXCHANGES).schema();
  }

  /** Writes one exchange into a file of its own. */
  Path add(String id, Instant receivedAt, Consumer<GenericRecordBuilder> more) throws IOException {
    return add(schema(), id, receivedAt, more);
  }

  /** The same with another schema, as an earlier version had it. */
  Path add(Schema schema, String id, Instant receivedAt, Consumer<GenericRecordBuilder> more)
      throws IOException {
    GenericRecordBuilder row = new GenericRecordBuilder(schema);
    row.set("request_id", id.replace("000000000", "aaaaaaaaa"));
    row.set("exchange_id", id);
    row.set("role", "primary");
    row.set("received_at", receivedAt.toEpochMilli() * 1000);
    row.set("instance", "gateway-0");
    row.set("route", "default");
    row.set("launch", "teacher");
    row.set("upstream", "teacher");
    row.set("method", "POST");
    row.set("path", "/v1/chat/completions");
    if (schema.getField("outcome") != null) {
      row.set("outcome", "complete");
    }
    row.set("duration_ms", 120.5);
    row.set("request_headers", "[[\"content-type\",\"application/json\"]]");
    row.set("response_headers", "[]");
    row.set("request_bytes", 100L);
    row.set("response_bytes", 900L);
    row.set("body_truncated", false);
    more.accept(row);
    Path file = root.resolve(PARTITION.format(receivedAt)).resolve("g-" + files++ + ".parquet");
    write(schema, file, row.build());
    return file;
  }

  /** Writes rows of another table, as a gateway would. */
  void add(Entry... entries) throws IOException {
    for (Entry entry : entries) {
      String name =
          TableLayout.of(entry.table())
              .fileName(TableLayout.partition(entry.at()), "g", "s-" + files++);
      Path file = root.resolve(name);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      try (TableFileWriter writer = TableFileWriter.create(file, entry.table(), "g", "s")) {
        writer.write(
            entry.fold(
                exchange -> {
                  throw new IllegalArgumentException("not for exchanges");
                },
                ComparisonRow::new,
                FeedbackRow::new));
      }
    }
  }

  /** A chat completion as they usually are. */
  Path addChat(String id, Instant receivedAt, String question, String answer) throws IOException {
    return add(id, receivedAt, row -> chat(row, question, answer));
  }

  static void chat(GenericRecordBuilder row, String question, String answer) {
    row.set("api", "chat");
    row.set("model_requested", "gpt-4");
    row.set("model_served", "gpt-4-0613");
    row.set("messages", "[{\"role\":\"user\",\"content\":\"" + question + "\"}]");
    row.set("input", "user: " + question);
    row.set("output", answer);
    row.set("finish_reason", "stop");
    row.set("input_tokens", 1200L);
    row.set("output_tokens", 30L);
    row.set("status", 200);
    row.set("first_byte_ms", 40.25);
  }

  private static void write(Schema schema, Path file, GenericRecord row) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
            .withSchema(schema)
            .withDataModel(GenericData.get())
            .withConf(new PlainParquetConfiguration())
            .build()) {
      writer.write(row);
    }
  }

  /** The columns of a later version, which has that text besides. */
  static Schema with(String column) {
    Schema text =
        Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
    List<Schema.Field> all = new ArrayList<>();
    for (Schema.Field field : schema().getFields()) {
      all.add(new Schema.Field(field.name(), field.schema(), field.doc(), field.defaultVal()));
    }
    all.add(new Schema.Field(column, text, "text", Schema.Field.NULL_DEFAULT_VALUE));
    return Schema.createRecord("exchange", null, "dev.understudy", false, all);
  }

  /** The schema without some columns. */
  static Schema without(String... columns) {
    List<Schema.Field> kept = new ArrayList<>();
    for (Schema.Field field : schema().getFields()) {
      if (!List.of(columns).contains(field.name())) {
        kept.add(new Schema.Field(field.name(), field.schema(), field.doc(), field.defaultVal()));
      }
    }
    return Schema.createRecord("exchange", null, "dev.understudy", false, kept);
  }

  /** Leaves the footer of a file as it is, and nothing of what it tells of. */
  static void damageWithin(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int tail = bytes.length - 8;
    int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(tail);
    Arrays.fill(bytes, 4, tail - footer, (byte) 0);
    Files.write(file, bytes);
  }
}
