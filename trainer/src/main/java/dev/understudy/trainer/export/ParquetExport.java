package dev.understudy.trainer.export;

import dev.understudy.sink.parquet.FileOutput;
import dev.understudy.sink.parquet.ZstdCodecs;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.chat.ChatReader;
import dev.understudy.trainer.export.chat.Unfit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Writes examples as a Parquet file: one row each, whatever its weight, which is a column. Lists
 * have three levels (Parquet's LogicalTypes.md, "Lists"), as Arrow and Spark expect.
 */
final class ParquetExport implements ExportWriter<Example> {
  private static final long ROW_GROUP_BYTES = 16L * 1024 * 1024;
  private static final int LEVEL = 3;

  /** Texts that hardly repeat, and whose least and greatest values say nothing. */
  private static final List<String> DISTINCT =
      List.of("input", "answer", "messages.list.element.content");

  private final Split split;
  private final Path file;
  private final ChatReader reader;
  private final ParquetRow row;
  private final FileOutput output;
  private final ParquetWriter<GenericRecord> writer;
  private final Tally tally = new Tally();
  private boolean closed;

  ParquetExport(Split split, Path file, ChatReader reader) throws IOException {
    this.split = split;
    this.file = file;
    this.reader = reader;
    this.row = new ParquetRow(reader);
    this.output = new FileOutput(file);
    try {
      this.writer = open(output);
    } catch (IOException | RuntimeException | Error e) {
      output.close();
      throw e;
    }
  }

  private static ParquetWriter<GenericRecord> open(FileOutput output) throws IOException {
    ParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
    AvroParquetWriter.Builder<GenericRecord> builder =
        AvroParquetWriter.<GenericRecord>builder(output)
            .withSchema(ParquetRow.SCHEMA)
            .withDataModel(GenericData.get());
    builder
        .withConf(configuration)
        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
        .withCodecFactory(new ZstdCodecs(LEVEL))
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withRowGroupSize(ROW_GROUP_BYTES)
        .withMinRowCountForPageSizeCheck(10);
    for (String column : DISTINCT) {
      builder
          .withDictionaryEncoding(column, false)
          .withStatisticsEnabled(column, false)
          .withSizeStatisticsEnabled(column, false);
    }
    return builder.build();
  }

  @Override
  public void write(Example example) throws IOException {
    tally.given();
    try {
      writer.write(row.of(example));
      tally.row();
    } catch (Unfit unfit) {
      tally.skipped(unfit);
    }
  }

  @Override
  public ExportReport finish() throws IOException {
    close();
    return tally.report(ExportFormat.PARQUET, split, file, reader.replacedSurrogates());
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (output) {
        writer.close();
      }
    }
  }
}
