package dev.understudy.sink.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/** Reads a table back, one file at a time. */
public final class ExchangeRows {
  private ExchangeRows() {}

  /**
   * The rows of one file in their order, read as they are asked for; strings come as {@code Utf8}.
   * The caller closes the stream. Failures to read come as {@link UncheckedIOException}.
   */
  public static Stream<GenericRecord> read(Path file) throws IOException {
    return read(new LocalInputFile(file));
  }

  /** Likewise of a file that was opened; the stream does not close it. */
  public static Stream<GenericRecord> read(SeekableByteChannel file) throws IOException {
    return read(new ChannelInput(file));
  }

  private static Stream<GenericRecord> read(InputFile file) throws IOException {
    ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(file, new PlainParquetConfiguration())
            .withDataModel(GenericData.get())
            .withCodecFactory(new ZstdCodecs(1))
            .build();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new Rows(reader), Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(
            () -> {
              try {
                reader.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static final class Rows implements Iterator<GenericRecord> {
    private final ParquetReader<GenericRecord> reader;
    private @Nullable GenericRecord next;
    private boolean started;

    Rows(ParquetReader<GenericRecord> reader) {
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      if (!started) {
        started = true;
        advance();
      }
      return next != null;
    }

    @Override
    public GenericRecord next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      GenericRecord current = next;
      advance();
      if (current == null) {
        throw new NoSuchElementException();
      }
      return current;
    }

    private void advance() {
      try {
        next = reader.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
