package dev.understudy.sink.spool;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment's whole records in order, whatever happened to the file: after damage it goes on
 * with the next record that passes its checksum. Memory is bounded by the largest record. One
 * thread.
 */
public final class SegmentReader implements Closeable {
  private static final int WINDOW_BYTES = 256 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final long size;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private long windowAt;

  private long at;
  private long sync;
  private String instance = "";
  private int nextIndex;
  private Counts counts = Counts.NONE;
  private int version;
  private long lost;
  private long wholeBytes;
  private boolean torn;
  private @Nullable String damage;

  private SegmentReader(Path file, FileChannel channel, long maxBytes) throws IOException {
    this.file = file;
    this.channel = channel;
    this.size = Math.min(maxBytes, channel.size());
  }

  /** Opens the first bytes of a segment's file, at most so many; the caller closes the reader. */
  static SegmentReader open(Path file, long maxBytes) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      SegmentReader reader = new SegmentReader(file, channel, maxBytes);
      reader.readHeader();
      return reader;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The gateway that wrote the segment; empty where the header is damaged. */
  public String instance() {
    return instance;
  }

  /** The next whole record, or null at the end. */
  public @Nullable Entry next() throws IOException {
    while (nextPayload()) {
      byte[] payload = new byte[window.getInt(offset(at) + 8)];
      window.get(offset(at) + SegmentFormat.FRAME_BYTES, payload);
      accept(payload.length);
      try {
        Entry entry = decode(ByteBuffer.wrap(payload));
        counts = counts.plus(entry.table(), 1);
        return entry;
      } catch (IllegalArgumentException e) {
        lost++;
        damaged(at - payload.length, "holds a record that is whole but not readable: " + e);
      }
    }
    return null;
  }

  private Entry decode(ByteBuffer payload) {
    if (version < SegmentFormat.VERSION_WITH_KINDS) {
      return Kind.EXCHANGE.decode(payload);
    }
    int code = payload.get();
    Kind kind = Kind.of(code);
    if (kind == null) {
      throw new IllegalArgumentException(
          "record kind " + code + " is not known; a newer gateway wrote it");
    }
    return kind.decode(payload);
  }

  /** Counts the whole records to the end without reading more of them than their kind. */
  void skipAll() throws IOException {
    while (nextPayload()) {
      Kind kind = Kind.EXCHANGE;
      if (version >= SegmentFormat.VERSION_WITH_KINDS) {
        kind = Kind.of(window.get(offset(at) + SegmentFormat.FRAME_BYTES));
      }
      accept(window.getInt(offset(at) + 8));
      counts = counts.plus(kind == null ? Table.EXCHANGES : kind.table(), 1);
    }
  }

  /**
   * The place in its segment of the record read last: 0 for the first that was written. Where
   * records are lost their places stay empty.
   */
  public int index() {
    return nextIndex - 1;
  }

  /** Whole records read so far. */
  public long records() {
    return counts.total();
  }

  /** Whole records read so far, by table. */
  public Counts counts() {
    return counts;
  }

  /**
   * Records known to be missing among those read so far; exact after the end where known at all.
   */
  public long lost() {
    return lost;
  }

  /** What is wrong with the file, or null where nothing is. Complete after the end. */
  public @Nullable String damage() {
    return damage;
  }

  /** Whether the file ends inside a record, as after a crash while it was being written. */
  boolean isTorn() {
    return torn;
  }

  /** The file's bytes up to the end of the last whole record. */
  long wholeBytes() {
    return wholeBytes;
  }

  private void readHeader() throws IOException {
    if (size == 0 || !windowHolds(0, (int) Math.min(size, SegmentFormat.HEADER_FIXED_BYTES))) {
      torn = true;
      at = size;
      return;
    }
    byte[] start = new byte[(int) Math.min(size, SegmentFormat.MAGIC.length)];
    window.get(offset(0), start);
    boolean ours = Arrays.equals(start, 0, start.length, SegmentFormat.MAGIC, 0, start.length);
    int length = 0;
    if (ours && size >= SegmentFormat.HEADER_FIXED_BYTES) {
      version = window.getInt(offset(8));
      length = window.getInt(offset(12));
      if (version > SegmentFormat.VERSION && headerPasses(length)) {
        throw new IOException(
            "segment %s has format version %d; this gateway reads up to %d: use the newer gateway"
                .formatted(file, version, SegmentFormat.VERSION));
      }
    }
    if (ours && headerPasses(length)) {
      sync = window.getLong(offset(16));
      byte[] who = new byte[window.getShort(offset(32)) & 0xFFFF];
      window.get(offset(SegmentFormat.HEADER_FIXED_BYTES), who);
      instance = new String(who, StandardCharsets.UTF_8);
      at = length;
      wholeBytes = length;
      return;
    }
    boolean cut =
        ours
            && (size < SegmentFormat.HEADER_FIXED_BYTES
                || (length > size && length <= SegmentFormat.MAX_HEADER_BYTES));
    if (cut) {
      torn = true;
    } else {
      damaged(0, "has a header that fails its checksum; no record can be found");
    }
    at = size;
  }

  private boolean headerPasses(int length) throws IOException {
    if (length < SegmentFormat.HEADER_FIXED_BYTES + 4
        || length > SegmentFormat.MAX_HEADER_BYTES
        || length > size
        || !windowHolds(0, length)) {
      return false;
    }
    int who = window.getShort(offset(32)) & 0xFFFF;
    crc.reset();
    crc.update(window.array(), offset(0), length - 4);
    return SegmentFormat.HEADER_FIXED_BYTES + who + 4 == length
        && window.getInt(offset(length - 4)) == (int) crc.getValue();
  }

  /** Moves to the next whole record; its frame and payload are in the window then. */
  private boolean nextPayload() throws IOException {
    if (at >= size) {
      return false;
    }
    if (isRecord(at)) {
      return true;
    }
    long from = at;
    if (isTornAt(from)) {
      torn = true;
      at = size;
      return false;
    }
    long found = findRecord(from + 1);
    if (found < 0) {
      // A record that is all there but wrong counts; what else lay behind it is not known.
      lost += looksWhole(from) ? 1 : 0;
      damaged(from, "is damaged from there to its end");
      at = size;
      return false;
    }
    at = found;
    int missed = Math.max(0, window.getInt(offset(at) + 12) - nextIndex);
    lost += missed;
    damaged(from, "is damaged there; " + missed + " records are lost");
    return true;
  }

  private void accept(int length) {
    nextIndex = window.getInt(offset(at) + 12) + 1;
    at += SegmentFormat.FRAME_BYTES + length;
    wholeBytes = at;
  }

  /** Whether a whole record begins there; if so it is in the window. */
  private boolean isRecord(long position) throws IOException {
    if (!looksWhole(position)) {
      return false;
    }
    int length = window.getInt(offset(position) + 8);
    if (window.getInt(offset(position) + 12) < nextIndex
        || !windowHolds(position, SegmentFormat.FRAME_BYTES + length)) {
      return false;
    }
    int frame = offset(position);
    crc.reset();
    crc.update(window.array(), frame + 8, 8);
    crc.update(window.array(), frame + SegmentFormat.FRAME_BYTES, length);
    return window.getInt(frame + 16) == (int) crc.getValue();
  }

  /** Whether a frame stands there whose payload ends within the file. */
  private boolean looksWhole(long position) throws IOException {
    if (size - position < SegmentFormat.FRAME_BYTES
        || !windowHolds(position, SegmentFormat.FRAME_BYTES)
        || window.getLong(offset(position)) != sync) {
      return false;
    }
    int length = window.getInt(offset(position) + 8);
    return length > 0
        && length <= SegmentFormat.MAX_RECORD_BYTES
        && length <= size - position - SegmentFormat.FRAME_BYTES;
  }

  /** Whether what stands there is the beginning of a record that the file's end cuts off. */
  private boolean isTornAt(long position) throws IOException {
    int left = (int) Math.min(size - position, SegmentFormat.FRAME_BYTES);
    if (!windowHolds(position, left)) {
      return false;
    }
    for (int i = 0; i < Math.min(left, 8); i++) {
      if (window.get(offset(position) + i) != (byte) (sync >>> (56 - 8 * i))) {
        return false;
      }
    }
    if (left < SegmentFormat.FRAME_BYTES) {
      return true;
    }
    int length = window.getInt(offset(position) + 8);
    return length > size - position - SegmentFormat.FRAME_BYTES
        && length <= SegmentFormat.MAX_RECORD_BYTES
        && window.getInt(offset(position) + 12) == nextIndex
        && findRecord(position + 1) < 0;
  }

  private long findRecord(long from) throws IOException {
    byte first = (byte) (sync >>> 56);
    for (long position = from; size - position >= SegmentFormat.FRAME_BYTES; position++) {
      if (!windowHolds(position, SegmentFormat.FRAME_BYTES)) {
        return -1;
      }
      if (window.get(offset(position)) == first && isRecord(position)) {
        return position;
      }
    }
    return -1;
  }

  private void damaged(long position, String what) {
    if (damage == null) {
      damage =
          "segment %s, byte %d: %s; kept the %d records before it"
              .formatted(file.getFileName(), position, what, records());
    }
  }

  private int offset(long position) {
    return (int) (position - windowAt);
  }

  /** Brings that part of the file into the window; false where the file is shorter. */
  private boolean windowHolds(long position, int length) throws IOException {
    if (position >= windowAt && position + length <= windowAt + window.limit()) {
      return true;
    }
    if (position + length > size) {
      return false;
    }
    int wanted = Math.max(WINDOW_BYTES, length);
    if (window.capacity() < wanted || window.capacity() > 16 * wanted) {
      window = ByteBuffer.allocate(wanted);
    }
    window.clear();
    windowAt = position;
    while (window.hasRemaining()) {
      int read = channel.read(window, windowAt + window.position());
      if (read < 0) {
        break;
      }
    }
    window.flip();
    return length <= window.limit();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
