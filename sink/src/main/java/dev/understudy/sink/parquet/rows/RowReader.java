package dev.understudy.sink.parquet.rows;

import dev.understudy.sink.parquet.pages.PagedFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file, or one row group of it, row by row; a row group at a time in memory. One thread.
 */
public final class RowReader implements Closeable {
  private static final int ALL = -1;

  private final SeekableByteChannel channel;
  private final PagedFile file;
  private final MessageType columns;
  private final RowConverter converter;
  private final int first;
  private final int last;
  private int next;
  private @Nullable RecordReader<Row> group;
  private long leftInGroup;

  private RowReader(SeekableByteChannel channel, PagedFile file, MessageType columns, int only) {
    this.channel = channel;
    this.file = file;
    this.columns = columns;
    this.converter = new RowConverter(columns);
    this.first = only == ALL ? 0 : only;
    this.last =
        Math.min(file.footer().getBlocks().size(), only == ALL ? Integer.MAX_VALUE : only + 1);
    this.next = first;
  }

  /** Begins to read whole rows; the channel is closed with the reader, or now where this fails. */
  public static RowReader open(SeekableByteChannel channel) throws IOException {
    return begin(channel, null, ALL);
  }

  /** The same with only those columns, or those of them that the file has: the rest is not read. */
  public static RowReader open(SeekableByteChannel channel, Set<String> columns)
      throws IOException {
    return begin(channel, columns, ALL);
  }

  /** The same with the rows of one row group only, as {@link #group} counts them. */
  public static RowReader open(SeekableByteChannel channel, Set<String> columns, int group)
      throws IOException {
    return begin(channel, columns, group);
  }

  private static RowReader begin(
      SeekableByteChannel channel, @Nullable Set<String> wanted, int only) throws IOException {
    PagedFile file = null;
    try {
      file = PagedFile.open(channel);
      MessageType all = file.footer().getFileMetaData().getSchema();
      return new RowReader(channel, file, wanted == null ? all : only(wanted, all), only);
    } catch (IOException | RuntimeException e) {
      try (channel) {
        if (file != null) {
          file.close();
        }
      }
      throw e instanceof IOException known
          ? known
          : new IOException("not a Parquet file of ours: " + e.getMessage(), e);
    }
  }

  private static MessageType only(Set<String> wanted, MessageType all) {
    List<Type> kept =
        all.getFields().stream().filter(column -> wanted.contains(column.getName())).toList();
    return new MessageType(all.getName(), kept);
  }

  /** What the footer tells. */
  public Footer footer() {
    return Footer.of(file.footer());
  }

  /** In which row group the row lies that was read last; the first is 0. */
  public int group() {
    return Math.max(first, next - 1);
  }

  /** How many bytes the columns that are read take in the row groups that are, once unpacked. */
  public long bytes() {
    long bytes = 0;
    for (BlockMetaData each : file.footer().getBlocks().subList(Math.min(first, last), last)) {
      for (ColumnChunkMetaData column : each.getColumns()) {
        bytes +=
            columns.containsPath(column.getPath().toArray())
                ? column.getTotalUncompressedSize()
                : 0;
      }
    }
    return bytes;
  }

  /** The next row, of use until the one after it is read; null after the last. */
  public @Nullable Row next() throws IOException {
    try {
      while (leftInGroup == 0) {
        if (next >= last) {
          return null;
        }
        PageReadStore pages = file.pages(next++, columns);
        FileMetaData told = file.footer().getFileMetaData();
        group =
            new ColumnIOFactory(told.getCreatedBy())
                .getColumnIO(columns, told.getSchema())
                .getRecordReader(pages, converter);
        leftInGroup = pages.getRowCount();
      }
      leftInGroup--;
      return group == null ? null : group.read();
    } catch (UncheckedIOException e) {
      throw e.getCause();
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
