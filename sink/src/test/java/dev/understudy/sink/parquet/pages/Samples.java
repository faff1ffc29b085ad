package dev.understudy.sink.parquet.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.parquet.ComparisonRow;
import dev.understudy.sink.parquet.ExchangeRow;
import dev.understudy.sink.parquet.ExchangeRows;
import dev.understudy.sink.parquet.FeedbackRow;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.TableRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/** Files of each table, as gateways write them and as others would. */
final class Samples {
  static final int ROWS = 40;

  private static final WireReader WIRE = WireReader.withoutTokenEstimates();

  private Samples() {}

  /** As gateways write it. */
  static void ours(Path file, Table table) throws IOException {
    SampleEntries entries = new SampleEntries(7);
    try (TableFileWriter writer = TableFileWriter.create(file, table, "gateway-0", "segment-1")) {
      for (int i = 0; i < ROWS; i++) {
        writer.write(row(entries, table, i));
      }
    }
  }

  private static TableRow row(SampleEntries entries, Table table, int i) {
    return switch (table) {
      case EXCHANGES -> exchange(i);
      case COMPARISONS -> new ComparisonRow(entries.anyComparison());
      case FEEDBACK -> new FeedbackRow(entries.anyFeedback());
    };
  }

  private static ExchangeRow exchange(int i) {
    String request = "{\"model\":\"gpt-4\",\"messages\":[{\"role\":\"user\",\"content\":\"%d\"}]}";
    Exchange each =
        SampleExchanges.of(
            new UUID(i, i * 7L),
            SampleExchanges.NOON.plusSeconds(i),
            request.formatted(i).getBytes(UTF_8),
            "{\"choices\":[{\"message\":{\"content\":\"yes\"}}]}".getBytes(UTF_8));
    return new ExchangeRow(each, WIRE.read(each));
  }

  /** The same rows as others write them, uncompressed, so that damage lands in values too. */
  static void others(Path file, Table table, WriterVersion format) throws IOException {
    Path ours = file.resolveSibling("ours-" + file.getFileName());
    ours(ours, table);
    List<GenericRecord> rows;
    try (Stream<GenericRecord> read = ExchangeRows.read(ours)) {
      rows = read.toList();
    }
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
            .withSchema(TableLayout.of(table).schema())
            .withConf(new PlainParquetConfiguration())
            .withDataModel(GenericData.get())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withWriterVersion(format)
            .build()) {
      for (GenericRecord row : rows) {
        writer.write(row);
      }
    }
  }
}
