package dev.understudy.sink.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Zstandard for Parquet, straight from zstd-jni: Parquet's own codecs need Hadoop's native ones.
 * One thread.
 */
public final class ZstdCodecs implements CompressionCodecFactory {
  private final int level;

  /** Codecs that compress at that level; negative levels are faster. */
  public ZstdCodecs(int level) {
    this.level = level;
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    require(name);
    return new Compressor(level);
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return name == CompressionCodecName.UNCOMPRESSED ? new Plain() : decompressor(name);
  }

  private static BytesInputDecompressor decompressor(CompressionCodecName name) {
    require(name);
    return new Decompressor();
  }

  private static void require(CompressionCodecName name) {
    if (name != CompressionCodecName.ZSTD) {
      throw new IllegalArgumentException("our tables are compressed with ZSTD, not with " + name);
    }
  }

  @Override
  public void release() {}

  /** Collects a page's bytes where they can be reached without another copy. */
  private static final class Page extends ByteArrayOutputStream {
    Page() {
      super(64 * 1024);
    }

    byte[] array() {
      return buf;
    }
  }

  private static final class Compressor implements BytesInputCompressor {
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private final Page page = new Page();
    private byte[] packed = new byte[0];

    Compressor(int level) {
      zstd.setLevel(level);
      zstd.setChecksum(false);
    }

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      page.reset();
      bytes.writeAllTo(page);
      int bound = (int) Zstd.compressBound(page.size());
      if (packed.length < bound) {
        packed = new byte[bound];
      }
      // Parquet copies what it gets before it asks for the next page.
      int size = zstd.compressByteArray(packed, 0, packed.length, page.array(), 0, page.size());
      return BytesInput.from(packed, 0, size);
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
      zstd.close();
    }
  }

  private static final class Decompressor implements BytesInputDecompressor {
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();

    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      Page packed = new Page();
      bytes.writeAllTo(packed);
      byte[] plain = new byte[size];
      zstd.decompressByteArray(plain, 0, size, packed.array(), 0, packed.size());
      return BytesInput.from(plain);
    }

    @Override
    public void decompress(ByteBuffer input, int packedSize, ByteBuffer output, int size) {
      byte[] packed = new byte[packedSize];
      input.get(packed);
      output.put(zstd.decompress(packed, size));
    }

    @Override
    public void release() {
      zstd.close();
    }
  }

  private static final class Plain implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) {
      return bytes;
    }

    @Override
    public void decompress(ByteBuffer input, int packedSize, ByteBuffer output, int size) {
      output.put(input.slice(input.position(), packedSize));
      input.position(input.position() + packedSize);
    }

    @Override
    public void release() {}
  }
}
