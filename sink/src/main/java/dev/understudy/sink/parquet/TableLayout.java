package dev.understudy.sink.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.schema.MessageType;

/** The table {@code exchanges}: its columns and where its rows lie. */
public final class ExchangesTable {
  /** The table's name, and its folder in a store. */
  public static final String NAME = "exchanges";

  /** The columns, in order, as an Avro record. */
  public static final Schema SCHEMA = load();

  static final MessageType COLUMNS =
      new AvroSchemaConverter(new PlainParquetConfiguration()).convert(SCHEMA);

  private static final DateTimeFormatter PARTITION =
      DateTimeFormatter.ofPattern("'date='uuuu-MM-dd/'hour='HH", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ExchangesTable() {}

  private static Schema load() {
    try (InputStream in = ExchangesTable.class.getResourceAsStream("exchanges.avsc")) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The partition of rows received then, such as {@code date=2026-01-31/hour=07}. */
  public static String partition(Instant receivedAt) {
    return PARTITION.format(receivedAt);
  }

  /** The name, in a store, of the file that holds a segment's rows of one partition. */
  public static String fileName(String partition, String instance, String segment) {
    return NAME + "/" + partition + "/" + instance + "-" + segment + ".parquet";
  }
}
