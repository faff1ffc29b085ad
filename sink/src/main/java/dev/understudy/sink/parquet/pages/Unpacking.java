package dev.understudy.sink.parquet.pages;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Takes the compression off pages: Zstandard as we use it, straight from zstd-jni as Parquet's own
 * codecs need Hadoop's native ones, and what others use. One thread.
 */
final class Unpacking implements Closeable {
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();

  /**
   * The bytes of a page. No memory is taken for them where what is packed tells another size.
   *
   * @param packed lies in an array
   * @param size how many bytes the page has, as its header tells
   * @param where the byte of the file at which it begins
   */
  ByteBuffer unpack(
      CompressionCodecName codec, ByteBuffer packed, int size, long where, String what, Room room)
      throws IOException {
    byte[] from = packed.array();
    int at = packed.arrayOffset() + packed.position();
    int length = packed.remaining();
    if (codec == CompressionCodecName.UNCOMPRESSED) {
      Damage.unlessWithin(length, size, length, where, what);
      return packed;
    }
    if (length == 0) { // as some write a page without values
      Damage.unlessWithin(0, size, 0, where, what);
      return ByteBuffer.allocate(0);
    }
    switch (codec) {
      case ZSTD -> {
        long told = Zstd.getFrameContentSize(from, at, length);
        Damage.unlessWithin(told < 0 ? 0 : told, size, told < 0 ? size : told, where, what);
      }
      case SNAPPY -> {
        int told = Snappy.uncompressedLength(from, at, length);
        Damage.unlessWithin(told, size, told, where, what);
      }
      case GZIP -> {} // tells its size at its end only, if it is whole
      default -> throw Damage.at(where, what, "compression with ZSTD, SNAPPY, GZIP or none", codec);
    }
    room.require(size, where, what);
    byte[] plain = new byte[size];
    int got =
        switch (codec) {
          case ZSTD -> zstd.decompressByteArray(plain, 0, size, from, at, length);
          case SNAPPY -> Snappy.uncompress(from, at, length, plain, 0);
          default -> gunzip(from, at, length, plain);
        };
    Damage.unlessWithin(size, got, size, where, what);
    return ByteBuffer.wrap(plain);
  }

  private static int gunzip(byte[] from, int at, int length, byte[] into) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(from, at, length))) {
      return in.readNBytes(into, 0, into.length);
    }
  }

  @Override
  public void close() {
    zstd.close();
  }
}
