package dev.understudy.sink.store.s3;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/** Bytes to be sent, as often as it takes. */
interface Content {

  long bytes();

  /** A body of a request; each attempt reads it anew. */
  AsyncRequestBody body();

  /** Their checksum in base64, or null where none is wanted. */
  @Nullable String sum(Checksum checksum) throws IOException;

  /** A whole file. */
  static Slice of(Path file) throws IOException {
    return new Slice(file, 0, Files.size(file));
  }

  /** A part of a file that nobody changes. */
  record Slice(Path file, long from, long bytes) implements Content {
    private static final int PIECE_BYTES = 128 * 1024;

    @Override
    public AsyncRequestBody body() {
      return bytes == 0 // the SDK's reader of files refuses to read nothing
          ? AsyncRequestBody.empty()
          : AsyncRequestBody.fromFile(
              how ->
                  how.path(file)
                      .position(from)
                      .numBytesToRead(bytes)
                      .chunkSizeInBytes(PIECE_BYTES));
    }

    @Override
    public @Nullable String sum(Checksum checksum) throws IOException {
      Checksum.Sum sum = checksum.begin();
      if (sum == null) {
        return null;
      }
      ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        for (long at = from; at < from + bytes; at += piece.limit()) {
          piece.clear().limit((int) Math.min(PIECE_BYTES, from + bytes - at));
          while (piece.hasRemaining()) {
            if (channel.read(piece, at + piece.position()) < 0) {
              throw new EOFException("staged file %s became shorter".formatted(file));
            }
          }
          sum.add(piece.flip());
        }
      }
      return sum.text();
    }
  }

  /** Bytes in memory, which nobody changes. */
  @SuppressWarnings("ArrayRecordComponent") // neither compared nor shown
  record Small(byte[] content) implements Content {
    @Override
    public long bytes() {
      return content.length;
    }

    @Override
    public AsyncRequestBody body() {
      return AsyncRequestBody.fromBytesUnsafe(content);
    }

    @Override
    public @Nullable String sum(Checksum checksum) {
      Checksum.Sum sum = checksum.begin();
      if (sum == null) {
        return null;
      }
      sum.add(ByteBuffer.wrap(content));
      return sum.text();
    }
  }
}
