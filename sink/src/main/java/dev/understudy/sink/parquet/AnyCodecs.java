package dev.understudy.sink.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.codec.SnappyDecompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Reads what others compress Parquet with: Snappy and gzip, beside what we do. One thread. */
final class AnyCodecs implements CompressionCodecFactory {
  private final ZstdCodecs ours = new ZstdCodecs(1);

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    throw new UnsupportedOperationException("for reading only");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return switch (name) {
      case SNAPPY -> new Whole(AnyCodecs::snappy);
      case GZIP -> new Whole(AnyCodecs::gzip);
      default -> ours.getDecompressor(name);
    };
  }

  @Override
  public void release() {}

  private static byte[] snappy(BytesInput bytes, int size) throws IOException {
    byte[] packed = bytes.toInputStream().readAllBytes();
    byte[] plain = new byte[size];
    SnappyDecompressor snappy = new SnappyDecompressor();
    snappy.setInput(packed, 0, packed.length);
    for (int at = 0, read; at < size; at += read) {
      read = snappy.decompress(plain, at, size - at);
      if (read <= 0) {
        throw new IOException("a page ends early");
      }
    }
    return plain;
  }

  private static byte[] gzip(BytesInput bytes, int size) throws IOException {
    try (InputStream in = new GZIPInputStream(bytes.toInputStream())) {
      byte[] plain = in.readNBytes(size);
      if (plain.length < size) {
        throw new IOException("a page ends early");
      }
      return plain;
    }
  }

  /** Takes the compression off a whole page. */
  private interface Unpacking {
    byte[] unpack(BytesInput bytes, int size) throws IOException;
  }

  private record Whole(Unpacking unpacking) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(unpacking.unpack(bytes, size));
    }

    @Override
    public void decompress(ByteBuffer input, int packedSize, ByteBuffer output, int size)
        throws IOException {
      ByteBuffer packed = input.slice(input.position(), packedSize);
      output.put(unpacking.unpack(BytesInput.from(packed), size));
      input.position(input.position() + packedSize);
    }

    @Override
    public void release() {}
  }
}
