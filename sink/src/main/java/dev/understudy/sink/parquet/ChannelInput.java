package dev.understudy.sink.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A stored file as Parquet reads it. Whoever opened the channel closes it.
 *
 * @param channel the file, read by one reader at a time
 */
public record ChannelInput(SeekableByteChannel channel) implements InputFile {
  @Override
  public long getLength() throws IOException {
    return channel.size();
  }

  @Override
  public SeekableInputStream newStream() {
    return new DelegatingSeekableInputStream(Channels.newInputStream(channel)) {
      @Override
      public long getPos() throws IOException {
        return channel.position();
      }

      @Override
      public void seek(long position) throws IOException {
        if (position > channel.size()) {
          throw new EOFException("file ends before byte " + position);
        }
        channel.position(position);
      }

      @Override
      public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
      }

      @Override
      public void close() {
        // The channel is not ours.
      }
    };
  }

  /** How Parquet's messages call it. */
  @Override
  public String toString() {
    return "the file";
  }
}
