package dev.understudy.sink.parquet.rows;

import dev.understudy.sink.parquet.ChannelInput;
import dev.understudy.sink.parquet.ZstdCodecs;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Set;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads one file row by row, a row group at a time in memory. One thread. */
public final class RowReader implements Closeable {
  private final SeekableByteChannel channel;
  private final ParquetFileReader file;
  private final MessageType columns;
  private final RowConverter converter;
  private @Nullable RecordReader<Row> group;
  private long leftInGroup;

  private RowReader(SeekableByteChannel channel, ParquetFileReader file, MessageType columns) {
    this.channel = channel;
    this.file = file;
    this.columns = columns;
    this.converter = new RowConverter(columns);
  }

  /** Begins to read whole rows; the channel is closed with the reader, or now where this fails. */
  public static RowReader open(SeekableByteChannel channel) throws IOException {
    return begin(channel, null);
  }

  /** The same with only those columns, or those of them that the file has: the rest is not read. */
  public static RowReader open(SeekableByteChannel channel, Set<String> columns)
      throws IOException {
    return begin(channel, columns);
  }

  private static RowReader begin(SeekableByteChannel channel, @Nullable Set<String> wanted)
      throws IOException {
    try {
      ParquetFileReader file = file(channel);
      MessageType all = file.getFileMetaData().getSchema();
      MessageType columns = wanted == null ? all : only(wanted, all);
      file.setRequestedSchema(columns);
      return new RowReader(channel, file, columns);
    } catch (RuntimeException e) {
      channel.close();
      throw new IOException("not a whole Parquet file: " + e.getMessage(), e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  static ParquetFileReader file(SeekableByteChannel channel) throws IOException {
    return ParquetFileReader.open(
        new ChannelInput(channel),
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecs(1))
            .build());
  }

  private static MessageType only(Set<String> wanted, MessageType all) {
    List<Type> kept =
        all.getFields().stream().filter(column -> wanted.contains(column.getName())).toList();
    return new MessageType(all.getName(), kept);
  }

  /** What the footer tells. */
  public Footer footer() {
    return Footer.of(file);
  }

  /** The next row, of use until the one after it is read; null after the last. */
  public @Nullable Row next() throws IOException {
    try {
      while (leftInGroup == 0) {
        PageReadStore pages = file.readNextRowGroup();
        if (pages == null) {
          return null;
        }
        FileMetaData told = file.getFileMetaData();
        group =
            new ColumnIOFactory(told.getCreatedBy())
                .getColumnIO(columns, told.getSchema())
                .getRecordReader(pages, converter);
        leftInGroup = pages.getRowCount();
      }
      leftInGroup--;
      return group == null ? null : group.read();
    } catch (RuntimeException e) {
      throw new IOException("damaged Parquet file: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      channel.close();
    }
  }
}
