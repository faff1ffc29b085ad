package dev.understudy.sink.parquet.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;

/** The pages of some columns of a row group. One thread. */
final class GroupPages implements PageReadStore {
  private final long rows;
  private final Map<ColumnDescriptor, PageReader> columns = new HashMap<>();

  private GroupPages(long rows) {
    this.rows = rows;
  }

  static GroupPages read(
      SeekableByteChannel channel,
      BlockMetaData group,
      MessageType columns,
      Unpacking unpacking,
      Room room)
      throws IOException {
    GroupPages pages = new GroupPages(group.getRowCount());
    List<ColumnChunkMetaData> wanted = new ArrayList<>();
    for (ColumnChunkMetaData chunk : group.getColumns()) {
      if (columns.containsPath(chunk.getPath().toArray())) {
        long bytes = chunk.getTotalSize();
        Damage.unlessWithin(0, bytes, Integer.MAX_VALUE, chunk.getStartingPos(), what(chunk));
        room.take(bytes, chunk.getStartingPos(), what(chunk));
        wanted.add(chunk);
      }
    }
    for (int i = 0, end; i < wanted.size(); i = end) {
      end = endOfRun(wanted, i);
      long from = wanted.get(i).getStartingPos();
      long to = wanted.get(end - 1).getStartingPos() + wanted.get(end - 1).getTotalSize();
      ByteBuffer run = PagedFile.bytes(channel, from, Math.toIntExact(to - from));
      for (ColumnChunkMetaData chunk : wanted.subList(i, end)) {
        int at = (int) (chunk.getStartingPos() - from);
        ByteBuffer bytes = run.slice(at, (int) chunk.getTotalSize());
        ColumnDescriptor column = columns.getColumnDescription(chunk.getPath().toArray());
        pages.columns.put(
            column, ColumnPages.read(bytes, chunk, column, what(chunk), unpacking, room));
      }
    }
    return pages;
  }

  private static String what(ColumnChunkMetaData chunk) {
    return "column " + chunk.getPath().toDotString();
  }

  /** What lies side by side is read at once, as far as an array can hold it. */
  private static int endOfRun(List<ColumnChunkMetaData> chunks, int from) {
    long bytes = chunks.get(from).getTotalSize();
    int end = from + 1;
    while (end < chunks.size()
        && chunks.get(end).getStartingPos() == chunks.get(from).getStartingPos() + bytes
        && bytes + chunks.get(end).getTotalSize() <= Integer.MAX_VALUE / 2) {
      bytes += chunks.get(end).getTotalSize();
      end++;
    }
    return end;
  }

  @Override
  public PageReader getPageReader(ColumnDescriptor column) {
    PageReader pages = columns.get(column);
    if (pages == null) {
      throw new IllegalArgumentException("a row group has no column " + column);
    }
    return pages;
  }

  @Override
  public long getRowCount() {
    return rows;
  }
}
