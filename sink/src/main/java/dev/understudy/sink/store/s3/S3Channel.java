package dev.understudy.sink.store.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * One version of an object, read by ranges. What is opened is its tail, where Parquet has its
 * footer; who reads on and on gets longer and longer ranges. For one thread at a time.
 */
final class S3Channel implements SeekableByteChannel {
  private static final int TAIL_BYTES = 256 * 1024;
  private static final int LONGEST_BYTES = 8 * 1024 * 1024;

  private final ObjectReads reads;
  private final String name;
  private final String version;
  private final long size;

  private ByteBuffer held;
  private long heldFrom;
  private int ahead = TAIL_BYTES;
  private long position;
  private boolean closed;

  private S3Channel(ObjectReads reads, String name, String version, long size, ByteBuffer tail) {
    this.reads = reads;
    this.name = name;
    this.version = version;
    this.size = size;
    this.held = tail;
    this.heldFrom = size - tail.limit();
  }

  /** Opens an object by reading its tail. */
  static S3Channel open(ObjectReads reads, String name, String where) throws IOException {
    ResponseBytes<GetObjectResponse> tail = reads.tail(name, TAIL_BYTES);
    if (tail != null) {
      GetObjectResponse said = tail.response();
      return new S3Channel(reads, name, said.eTag(), size(said), tail.asByteBuffer());
    }
    HeadObjectResponse empty = reads.head(name);
    if (empty == null) {
      throw new NoSuchFileException(where);
    }
    return new S3Channel(reads, name, empty.eTag(), 0, ByteBuffer.allocate(0));
  }

  /** The whole size, behind the slash of {@code bytes 5-9/10}. */
  private static long size(GetObjectResponse said) {
    @Nullable String range = said.contentRange();
    return range == null
        ? said.contentLength() // an endpoint that sends all when asked for more than there is
        : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    checkOpen();
    if (!into.hasRemaining()) {
      return 0;
    }
    if (position >= size) {
      return -1;
    }
    if (position < heldFrom || position >= heldFrom + held.limit()) {
      fetch(into.remaining());
    }
    int at = (int) (position - heldFrom);
    int count = Math.min(into.remaining(), held.limit() - at);
    into.put(held.slice(at, count));
    position += count;
    return count;
  }

  private void fetch(int wanted) throws IOException {
    boolean onwards = position == heldFrom + held.limit();
    ahead = onwards ? Math.min(LONGEST_BYTES, ahead * 2) : TAIL_BYTES;
    long bytes = Math.min(size - position, Math.min(LONGEST_BYTES, Math.max(ahead, wanted)));
    ResponseBytes<GetObjectResponse> range;
    try {
      range = reads.range(name, version, position, bytes);
    } catch (S3Failure e) {
      throw e.isConditionFailed() ? changed(e) : e;
    }
    if (range == null) {
      throw changed(null);
    }
    ByteBuffer got = range.asByteBuffer();
    if (got.remaining() != bytes) {
      throw new IOException(
          "%s: asked for %d bytes at %d, got %d".formatted(name, bytes, position, got.remaining()));
    }
    held = got;
    heldFrom = position;
  }

  private IOException changed(@Nullable Throwable cause) {
    return new IOException(
        name + " was replaced or deleted while it was read; read it anew", cause);
  }

  @Override
  public long position() throws IOException {
    checkOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long at) throws IOException {
    checkOpen();
    if (at < 0) {
      throw new IllegalArgumentException("position must not be negative, got " + at);
    }
    position = at;
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return size;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long bytes) {
    throw new NonWritableChannelException();
  }

  private void checkOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
    held = ByteBuffer.allocate(0);
  }
}
