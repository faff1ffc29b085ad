package dev.understudy.sink.spool;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * Appends records to one open segment. Records are framed into a buffer, any number of them, and
 * then written at once. One thread.
 */
public final class SegmentWriter {
  private static final int WRITE_BYTES = 1024 * 1024;

  private final String name;
  private final Path file;
  private final FileChannel channel;
  private final long sync;
  private final Instant created;
  private final AtomicLong spoolBytes;
  private final RecordBuffer buffer = new RecordBuffer();
  private final CRC32C crc = new CRC32C();
  private long bytes;
  private Counts records = Counts.NONE;
  private Counts framed = Counts.NONE;
  private int nextIndex;

  /** Begins a segment: the header is written when this returns. */
  SegmentWriter(
      String name,
      Path file,
      FileChannel channel,
      String instance,
      Instant created,
      long sync,
      AtomicLong spoolBytes)
      throws IOException {
    this.name = name;
    this.file = file;
    this.channel = channel;
    this.sync = sync;
    this.created = created;
    this.spoolBytes = spoolBytes;
    byte[] who = instance.getBytes(StandardCharsets.UTF_8);
    buffer.putBytes(SegmentFormat.MAGIC);
    buffer.putInt(SegmentFormat.VERSION);
    buffer.putInt(SegmentFormat.HEADER_FIXED_BYTES + who.length + 4);
    buffer.putLong(sync);
    buffer.putLong(created.toEpochMilli());
    buffer.putByte(who.length >>> 8);
    buffer.putByte(who.length);
    buffer.putBytes(who);
    buffer.putInt(checksum(0, buffer.size()));
    write();
  }

  String name() {
    return name;
  }

  Path file() {
    return file;
  }

  /** When the segment was begun. */
  public Instant created() {
    return created;
  }

  /** Bytes written and whole. */
  public long bytes() {
    return bytes;
  }

  /** Records written and whole. */
  public Counts records() {
    return records;
  }

  /** Bytes framed and not yet written. */
  public int framedBytes() {
    return buffer.size();
  }

  /**
   * Frames one record.
   *
   * @return the bytes it takes, or -1 where it is larger than a record may be; then nothing is
   *     framed
   */
  public int frame(Entry entry) {
    int start = buffer.size();
    try {
      buffer.putLong(sync);
      buffer.putInt(0);
      buffer.putInt(nextIndex);
      buffer.putInt(0);
      Kind.encode(entry, buffer);
    } catch (RuntimeException | OutOfMemoryError e) {
      buffer.cutTo(start);
      throw e;
    }
    int length = buffer.size() - start - SegmentFormat.FRAME_BYTES;
    if (length > SegmentFormat.MAX_RECORD_BYTES) {
      buffer.cutTo(start);
      return -1;
    }
    buffer.setInt(start + 8, length);
    crc.reset();
    crc.update(buffer.array(), start + 8, 8);
    crc.update(buffer.array(), start + SegmentFormat.FRAME_BYTES, length);
    buffer.setInt(start + 16, (int) crc.getValue());
    framed = framed.plus(entry.table(), 1);
    nextIndex++;
    return length + SegmentFormat.FRAME_BYTES;
  }

  /** Takes back the record framed last, which is of that table and took so many bytes. */
  public void unframe(Table table, int length) {
    buffer.cutTo(buffer.size() - length);
    framed = framed.plus(table, -1);
    nextIndex--;
  }

  /**
   * Writes what is framed. After a failure the segment ends with its last whole record (as far as
   * the disk lets us cut it) and must be sealed.
   */
  public void write() throws IOException {
    write(false);
  }

  /** As {@link #write()}, and makes what was written survive a power loss. */
  public void writeAndForce() throws IOException {
    write(true);
  }

  private void write(boolean force) throws IOException {
    int length = buffer.size();
    try {
      for (int from = 0; from < length; ) {
        // In pieces: the JDK keeps a native copy as large as the largest write.
        int size = Math.min(WRITE_BYTES, length - from);
        from += channel.write(ByteBuffer.wrap(buffer.array(), from, size));
      }
      if (force) {
        channel.force(false);
      }
      bytes += length;
      spoolBytes.addAndGet(length);
      records = records.plus(framed);
    } catch (IOException | RuntimeException | Error e) {
      cutBack(e);
      throw e;
    } finally {
      framed = Counts.NONE;
      nextIndex = (int) records.total();
      buffer.clear();
    }
  }

  private void cutBack(Throwable cause) {
    try {
      channel.truncate(bytes);
      channel.position(bytes);
    } catch (IOException alsoBroken) {
      // The readers stop at the last whole record anyway.
      cause.addSuppressed(alsoBroken);
    }
  }

  void close() throws IOException {
    channel.close();
  }

  private int checksum(int from, int length) {
    crc.reset();
    crc.update(buffer.array(), from, length);
    return (int) crc.getValue();
  }
}
