package dev.understudy.sink.parquet.pages;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData.EncryptionType;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file, whoever wrote it, as far as its bytes are concerned: where its columns lie, and
 * their pages. What it tells of itself is held against its length before any of it is believed. One
 * thread.
 */
public final class PagedFile implements Closeable {
  private static final String MAGIC = "PAR1";

  /** The length of the footer and the magic behind it. */
  private static final int TAIL_BYTES = 8;

  private final SeekableByteChannel channel;
  private final ParquetMetadata footer;
  private final Unpacking unpacking = new Unpacking();

  private PagedFile(SeekableByteChannel channel, ParquetMetadata footer) {
    this.channel = channel;
    this.footer = footer;
  }

  /**
   * Reads the footer; whoever opened the channel closes it.
   *
   * @throws IOException if that is no whole Parquet file, with what cannot be and where
   */
  public static PagedFile open(SeekableByteChannel channel) throws IOException {
    try {
      return new PagedFile(channel, footer(channel));
    } catch (IOException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) { // Parquet's, of what makes no sense to it
      throw new IOException(Damage.NOT_WHOLE + e.getMessage(), e);
    }
  }

  private static ParquetMetadata footer(SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    if (size < MAGIC.length() + TAIL_BYTES) {
      throw Damage.at(0, "the file", "a Parquet file", size + " bytes in all");
    }
    long tailAt = size - TAIL_BYTES;
    ByteBuffer tail = bytes(channel, tailAt, TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length()];
    tail.get(Integer.BYTES, magic);
    if (!new String(magic, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
      throw Damage.at(tailAt + Integer.BYTES, "the file", "a Parquet file's " + MAGIC, "no such");
    }
    long length = Integer.toUnsignedLong(tail.getInt(0));
    Damage.unlessWithin(1, length, tailAt - MAGIC.length(), tailAt, "the footer's length");
    Room room = Room.inThisProcess();
    room.require(length, tailAt, "the footer");
    long at = tailAt - length;
    FileMetaData told = new FileMetaData();
    Thrift.read(told, bytes(channel, at, (int) length), at, "the footer", room);
    ParquetMetadata footer = new ParquetMetadataConverter().fromParquetMetadata(told);
    checkChunks(footer, at);
    return footer;
  }

  private static void checkChunks(ParquetMetadata footer, long footerAt) throws IOException {
    MessageType columns = footer.getFileMetaData().getSchema();
    if (footer.getFileMetaData().getEncryptionType() != EncryptionType.UNENCRYPTED) {
      throw Damage.at(footerAt, "the footer", "columns in clear", "encrypted ones");
    }
    for (BlockMetaData group : footer.getBlocks()) {
      long rows = group.getRowCount();
      Damage.unlessWithin(0, rows, Long.MAX_VALUE, footerAt, "the rows of a group");
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        String name = chunk.getPath().toDotString();
        long from = chunk.getStartingPos();
        Damage.unlessWithin(
            MAGIC.length(), from, footerAt, footerAt, name + "'s place in the file");
        Damage.unlessWithin(
            0, chunk.getTotalSize(), footerAt - from, footerAt, name + "'s bytes in the file");
        Damage.unlessWithin(
            0, chunk.getTotalUncompressedSize(), Long.MAX_VALUE, footerAt, name + "'s bytes");
        boolean single =
            columns.getColumnDescription(chunk.getPath().toArray()).getMaxRepetitionLevel() == 0;
        Damage.unlessWithin(
            single ? rows : 0,
            chunk.getValueCount(),
            single ? rows : Long.MAX_VALUE,
            footerAt,
            name + "'s number of values");
      }
    }
  }

  /** What the footer tells. */
  public ParquetMetadata footer() {
    return footer;
  }

  /**
   * The pages of one row group, of some columns; all are read now, and unpacked as they are asked
   * for. Of use until the file is closed.
   *
   * @param group the first is 0
   * @throws IOException if the group is damaged; pages that turn out to be so when they are asked
   *     for throw {@link java.io.UncheckedIOException}
   */
  public PageReadStore pages(int group, MessageType columns) throws IOException {
    return GroupPages.read(
        channel, footer.getBlocks().get(group), columns, unpacking, Room.inThisProcess());
  }

  /** So many bytes from a place of the file; whoever calls made sure that they are there. */
  static ByteBuffer bytes(SeekableByteChannel channel, long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    channel.position(from);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the file ended before byte " + (from + count) + " as it was read");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() {
    unpacking.close();
  }
}
