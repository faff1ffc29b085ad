package dev.understudy.exchange.wire.coding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentCodingTest {
  private static final int LIMIT = 1 << 20;
  private static final byte[] TEXT = text();

  /** {@link #text()}, compressed by the brotli of Node.js 20. */
  private static final String BROTLI =
      "G+EsoCwOeBOLp2qpsROBgFfc8Z6ODVM1RHeBFBnbS4W+1NIxq7BhjNi5BsPDjCKNNHxQChxy8/Mli6KOr7cf"
          + "u7/8lxcJAolCY7A4uHhjtDEFSpVao9XRxav8CqVKrdHq6OJVfYVSpdZodXTxqr9CqVJrtDq6eDVfoVSpNVod"
          + "Xbzar1Cq1Bqtji5ena9QqtQarY4uXt2vUKrUGq2OLl69r1Cq1Bqtju77rBt/GEwWm8Pl4dXL+Awmi83h8vDq"
          + "ZX4Gk8XmcHl49bI+g8lic7g8vHrZn8FksTlcHl69nM9gstgcLg+vXu5nMFlsDpeHVy/PZzBZbA6Xh1cv72cw"
          + "WWwOl4dXL99nMFlsDpeHF2+b/zOYLDaHy8Orl/EZTBabw+Xh1cv8DCaLzeHy8OplfQaTxeZweXj1sj+DyWJz"
          + "uDy8ejmfwWSxOVweXr3cz2Cy2BwuD69ens9gstgcLg+vXt7PYLLYHC4Pr16+z2Cy2BwuDy/etv5nMFlsDpeH"
          + "Vy/jM5gsNofLw6uX+RlMFpvD5eHVy/oMJovN4fLw6mV/BpPF5nB5ePVyPoPJYnO4PLx6uZ/BZLE5XB5evTyf"
          + "wWSxOVweXr28n8FksTlcHl69fJ/BZLE5XB7e5QA=";

  @Test
  void leavesABodyWithoutCodingsAsItIs() {
    assertThat(ContentCoding.decode(TEXT, null, LIMIT)).isSameAs(TEXT);
    assertThat(ContentCoding.decode(TEXT, "identity", LIMIT)).isSameAs(TEXT);
    assertThat(ContentCoding.decode(new byte[0], "gzip", LIMIT)).isEmpty();
  }

  @Test
  void takesEachCodingOff() throws IOException {
    assertThat(ContentCoding.decode(gzip(TEXT), "gzip", LIMIT)).isEqualTo(TEXT);
    assertThat(ContentCoding.decode(gzip(TEXT), "X-GZip", LIMIT)).isEqualTo(TEXT);
    assertThat(ContentCoding.decode(deflate(TEXT, false), "deflate", LIMIT)).isEqualTo(TEXT);
    assertThat(ContentCoding.decode(deflate(TEXT, true), "deflate", LIMIT)).isEqualTo(TEXT);
    assertThat(ContentCoding.decode(Zstd.compress(TEXT), "zstd", LIMIT)).isEqualTo(TEXT);
    assertThat(ContentCoding.decode(brotli(), "br", LIMIT)).isEqualTo(TEXT);
  }

  @Test
  void takesCodingsOffInTheReverseOfTheirOrder() throws IOException {
    byte[] stacked = gzip(Zstd.compress(deflate(TEXT, false)));

    assertThat(ContentCoding.decode(stacked, "deflate, zstd , gzip", LIMIT)).isEqualTo(TEXT);
  }

  @Test
  void readsGzipMembersAndZstdFramesThatFollowOneAnother() throws IOException {
    byte[] twice = concat(TEXT, TEXT);

    assertThat(ContentCoding.decode(concat(gzip(TEXT), gzip(TEXT)), "gzip", LIMIT))
        .isEqualTo(twice);
    assertThat(
            ContentCoding.decode(concat(Zstd.compress(TEXT), Zstd.compress(TEXT)), "zstd", LIMIT))
        .isEqualTo(twice);
  }

  @Test
  void givesThePrefixOfABodyThatWasCut() throws IOException {
    assertGivesPrefixes("gzip", gzip(TEXT));
    assertGivesPrefixes("deflate", deflate(TEXT, false));
    assertGivesPrefixes("deflate", deflate(TEXT, true));
    assertGivesPrefixes("zstd", zstdFlushed(TEXT));
    assertGivesPrefixes("br", brotli());
  }

  @Test
  void givesWhatCameBeforeACorruptPlace() throws IOException {
    byte[] gzip = gzip(TEXT);
    Arrays.fill(gzip, gzip.length / 2, gzip.length, (byte) 0xFF);

    byte[] decoded = ContentCoding.decode(gzip, "gzip", LIMIT);

    assertThat(decoded).isNotNull();
    assertThat(Arrays.copyOf(decoded, 1000)).isEqualTo(Arrays.copyOf(TEXT, 1000));
  }

  @Test
  void decodesNothingBeyondTheLimit() throws IOException {
    byte[] bomb = gzip(new byte[LIMIT + 1]);

    assertThat(ContentCoding.decode(bomb, "gzip", LIMIT)).isNull();
    assertThat(ContentCoding.decode(bomb, "gzip", LIMIT + 1)).hasSize(LIMIT + 1);
    assertThat(ContentCoding.decode(gzip(bomb), "gzip, gzip", LIMIT)).isNull();
    assertThat(ContentCoding.decode(Zstd.compress(new byte[LIMIT + 1]), "zstd", LIMIT)).isNull();
    assertThat(ContentCoding.decode(deflate(new byte[LIMIT + 1], true), "deflate", LIMIT)).isNull();
    assertThat(ContentCoding.decode(brotli(), "br", TEXT.length - 1)).isNull();
    assertThat(ContentCoding.decode(brotli(), "br", TEXT.length)).isEqualTo(TEXT);
  }

  @Test
  void decodesNothingOfAnUnknownCodingOrTooMany() throws IOException {
    assertThat(ContentCoding.decode(TEXT, "compress", LIMIT)).isNull();
    assertThat(ContentCoding.decode(gzip(TEXT), "aes128gcm, gzip", LIMIT)).isNull();
    assertThat(ContentCoding.decode(gzip(TEXT), "gzip,gzip,gzip,gzip,gzip", LIMIT)).isNull();
  }

  @Test
  void survivesAnyBytes() throws IOException {
    byte[][] valid = {gzip(TEXT), deflate(TEXT, false), Zstd.compress(TEXT), brotli()};
    String[] codings = {"gzip", "deflate", "zstd", "br"};
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      int which = random.nextInt(codings.length);
      byte[] bytes = random.nextInt(4) == 0 ? new byte[random.nextInt(300)] : valid[which].clone();
      if (bytes.length < 300) {
        random.nextBytes(bytes);
      }
      for (int i = random.nextInt(5); i > 0 && bytes.length > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }

      byte @Nullable [] decoded = ContentCoding.decode(bytes, codings[which], 1 << 16);

      assertThat(decoded == null ? 0 : decoded.length)
          .as("seed %d", seed)
          .isLessThanOrEqualTo(1 << 16);
    }
  }

  /**
   * Every cut gives a prefix; the longer the rest, the longer the prefix; most of it in the end.
   */
  private static void assertGivesPrefixes(String coding, byte[] encoded) {
    int before = 0;
    for (int size = 0; size < encoded.length; size++) {
      byte[] decoded = ContentCoding.decode(Arrays.copyOf(encoded, size), coding, LIMIT);
      int got = decoded == null ? 0 : decoded.length;
      assertThat(got).as("%s cut at %d", coding, size).isBetween(before, TEXT.length);
      assertThat(Arrays.equals(decoded == null ? new byte[0] : decoded, 0, got, TEXT, 0, got))
          .as("%s cut at %d of %d is a prefix", coding, size, encoded.length)
          .isTrue();
      before = got;
    }
    assertThat(before).as(coding).isGreaterThan(TEXT.length * 9 / 10);
  }

  private static byte[] text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append("data: {\"delta\":\"").append(i).append(" café\"}\n\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] brotli() {
    return Base64.getDecoder().decode(BROTLI);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(encoded)) {
      out.write(bytes);
    }
    return encoded.toByteArray();
  }

  private static byte[] deflate(byte[] bytes, boolean raw) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
    try (OutputStream out = new DeflaterOutputStream(encoded, deflater)) {
      out.write(bytes);
    } finally {
      deflater.end();
    }
    return encoded.toByteArray();
  }

  /** As a server sends a stream: what there is, is sent. */
  private static byte[] zstdFlushed(byte[] bytes) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(encoded)) {
      for (int at = 0; at < bytes.length; at += 512) {
        out.write(bytes, at, Math.min(512, bytes.length - at));
        out.flush();
      }
    }
    return encoded.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
