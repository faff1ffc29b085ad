package dev.understudy.exchange.wire.coding;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the content codings of RFC 9110 section 8.4 off a captured body: {@code gzip}, {@code
 * x-gzip}, {@code deflate} (zlib as the RFC says, or raw as some send it), {@code br} and {@code
 * zstd}, also several on top of one another.
 *
 * <p>A body that was cut, or is corrupt from some place on, gives what could be decoded before that
 * place.
 */
public final class ContentCoding {
  /** More codings than this on top of one another are nobody's honest answer. */
  private static final int MAX_LAYERS = 4;

  /** The window RFC 9659 allows for zstd as a content coding: 8 MiB, as a power of two. */
  private static final int ZSTD_WINDOW_LOG = 23;

  private ContentCoding() {}

  /**
   * The bytes with all codings taken off; the same array where there are none. Null where a coding
   * is not known, nothing at all could be decoded, or the decoded bytes would be more than the
   * limit.
   *
   * @param encoded the bytes as they were on the wire
   * @param codings the value of the {@code Content-Encoding} header, or null
   * @param maxBytes the most decoded bytes, after any of the layers
   */
  public static byte @Nullable [] decode(byte[] encoded, @Nullable String codings, int maxBytes) {
    if (codings == null || codings.isEmpty() || encoded.length == 0) {
      return encoded;
    }
    String[] layers = codings.toLowerCase(Locale.ROOT).split(",", -1);
    if (layers.length > MAX_LAYERS) {
      return null;
    }
    byte[] bytes = encoded;
    for (int i = layers.length - 1; i >= 0 && bytes != null; i--) {
      bytes = decodeLayer(bytes, layers[i].strip(), maxBytes);
    }
    return bytes;
  }

  private static byte @Nullable [] decodeLayer(byte[] encoded, String coding, int maxBytes) {
    return switch (coding) {
      case "", "identity" -> encoded;
      case "gzip", "x-gzip" -> read(GZIPInputStream::new, encoded, maxBytes);
      case "deflate" -> inflate(encoded, maxBytes);
      case "br" -> Brotli.decode(encoded, maxBytes);
      case "zstd" -> read(ContentCoding::zstd, encoded, maxBytes);
      default -> null;
    };
  }

  private static byte @Nullable [] inflate(byte[] encoded, int maxBytes) {
    byte[] bytes = looksLikeZlib(encoded) ? inflate(encoded, false, maxBytes) : null;
    return bytes != null ? bytes : inflate(encoded, true, maxBytes);
  }

  /** RFC 1950: method 8 and a check that makes the first two bytes a multiple of 31. */
  private static boolean looksLikeZlib(byte[] bytes) {
    return bytes.length >= 2
        && (bytes[0] & 0x0F) == 8
        && (((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF)) % 31 == 0;
  }

  private static byte @Nullable [] inflate(byte[] encoded, boolean raw, int maxBytes) {
    Inflater inflater = new Inflater(raw);
    try {
      return read(in -> new InflaterInputStream(in, inflater), encoded, maxBytes);
    } finally {
      inflater.end();
    }
  }

  private static InputStream zstd(InputStream in) throws IOException {
    ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(in);
    zstd.setLongMax(ZSTD_WINDOW_LOG);
    zstd.setContinuous(true); // a cut frame then gives what it holds
    return zstd;
  }

  private interface Decoder {
    InputStream over(InputStream encoded) throws IOException;
  }

  private static byte @Nullable [] read(Decoder decoder, byte[] encoded, int maxBytes) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    try (InputStream in = decoder.over(new ByteArrayInputStream(encoded))) {
      byte[] chunk = new byte[8192];
      for (int n; (n = in.read(chunk)) >= 0; ) {
        if (n > maxBytes - decoded.size()) {
          return null;
        }
        decoded.write(chunk, 0, n);
      }
    } catch (IOException cutOrCorrupt) {
      // What came before the broken place counts.
    }
    return decoded.size() > 0 ? decoded.toByteArray() : null;
  }
}
