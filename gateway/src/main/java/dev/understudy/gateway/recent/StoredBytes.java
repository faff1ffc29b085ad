package dev.understudy.gateway.recent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of a stored file, counted as they are read. It tells a file that is damaged from a
 * store that does not give it. One thread.
 */
final class StoredBytes implements SeekableByteChannel {
  private final SeekableByteChannel file;
  private long count;
  private boolean withheld;

  StoredBytes(SeekableByteChannel file) {
    this.file = file;
  }

  /** How many were read. */
  long count() {
    return count;
  }

  /** Whether the store failed to give some. */
  boolean areWithheld() {
    return withheld;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    try {
      int read = file.read(into);
      count += Math.max(0, read);
      return read;
    } catch (IOException e) {
      withheld = true;
      throw e;
    }
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return file.write(from);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    file.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    try {
      return file.size();
    } catch (IOException e) {
      withheld = true;
      throw e;
    }
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
