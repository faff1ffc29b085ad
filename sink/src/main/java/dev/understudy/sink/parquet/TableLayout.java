package dev.understudy.sink.parquet;

import dev.understudy.exchange.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.schema.MessageType;

/** A table's columns and where its rows lie. */
public final class TableLayout {
  private static final TableLayout EXCHANGES =
      new TableLayout(
          Table.EXCHANGES,
          List.of(
              "messages",
              "input",
              "output",
              "choices",
              "tool_calls",
              "logprobs",
              "request_body",
              "response_body"),
          List.of(
              "request_id",
              "exchange_id",
              "received_at",
              "bucket",
              "first_byte_ms",
              "duration_ms",
              "response_headers"));
  private static final TableLayout COMPARISONS =
      new TableLayout(
          Table.COMPARISONS,
          List.of("differences"),
          List.of(
              "request_id", "compared_at", "score", "duration_delta_ms", "first_byte_delta_ms"));
  private static final TableLayout FEEDBACK =
      new TableLayout(
          Table.FEEDBACK, List.of("correction", "comment"), List.of("request_id", "given_at"));

  private static final DateTimeFormatter PARTITION =
      DateTimeFormatter.ofPattern("'date='uuuu-MM-dd/'hour='HH", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Table table;
  private final Schema schema;
  private final MessageType columns;
  private final List<String> distinct;
  private final List<String> varying;

  private TableLayout(Table table, List<String> distinct, List<String> varying) {
    this.table = table;
    this.schema = load(table.word() + ".avsc");
    this.columns = new AvroSchemaConverter(new PlainParquetConfiguration()).convert(schema);
    this.distinct = distinct;
    this.varying = varying;
  }

  /** The layout of a table. */
  public static TableLayout of(Table table) {
    return switch (table) {
      case EXCHANGES -> EXCHANGES;
      case COMPARISONS -> COMPARISONS;
      case FEEDBACK -> FEEDBACK;
    };
  }

  private static Schema load(String resource) {
    try (InputStream in = TableLayout.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The columns, in order, as an Avro record. */
  public Schema schema() {
    return schema;
  }

  /** The columns, in order, as Parquet has them. */
  public MessageType columns() {
    return columns;
  }

  /**
   * Columns whose values hardly repeat and are never looked up by range: a dictionary of them would
   * be built and thrown away, their least and greatest values say nothing.
   */
  List<String> distinct() {
    return distinct;
  }

  /** Distinct too, but looked up or compared: their least and greatest values help. */
  List<String> varying() {
    return varying;
  }

  /** The partition of rows of that time, such as {@code date=2026-01-31/hour=07}. */
  public static String partition(Instant at) {
    return PARTITION.format(at);
  }

  /** The name, in a store, of the file that holds a segment's rows of one partition. */
  public String fileName(String partition, String instance, String segment) {
    return table.word() + "/" + partition + "/" + instance + "-" + segment + ".parquet";
  }
}
