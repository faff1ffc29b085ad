package dev.understudy.sink.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.sink.SampleExchanges;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTest {
  private static final String GOLDEN = "20260131T120000000Z-00c0ffee-2.sealed";

  private static SealedSegment write(Path folder, List<? extends Entry> entries)
      throws IOException {
    try (Spool spool = Spool.open(folder, "gateway-0", SegmentFiles.ON_DISK)) {
      SegmentWriter writer = spool.begin();
      for (Entry each : entries) {
        writer.frame(each);
        writer.write();
      }
      return Objects.requireNonNull(spool.seal(writer));
    }
  }

  private static List<Exchange> any(long seed, int count) {
    SampleExchanges samples = new SampleExchanges(seed);
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      exchanges.add(samples.any());
    }
    return exchanges;
  }

  private static List<Exchange> small(long seed, int count) {
    SampleExchanges samples = new SampleExchanges(seed);
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      exchanges.add(samples.small());
    }
    return exchanges;
  }

  private static List<Entry> readAll(SegmentReader reader) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Entry each = reader.next(); each != null; each = reader.next()) {
      entries.add(each);
    }
    return entries;
  }

  private static List<Entry> readAll(Path file) throws IOException {
    try (SegmentReader reader = SegmentReader.open(file, Long.MAX_VALUE)) {
      return readAll(reader);
    }
  }

  @Test
  void everyExchangeComesBackAsItWas(@TempDir Path folder) throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      List<Exchange> exchanges = any(seed, 50);

      SealedSegment segment = write(folder.resolve("s" + seed), exchanges);

      try (SegmentReader reader = segment.read()) {
        assertThat(readAll(reader)).as("seed %d", seed).isEqualTo(exchanges);
        assertThat(reader.damage()).isNull();
        assertThat(reader.instance()).isEqualTo("gateway-0");
      }
    }
  }

  @Test
  void hugeBodiesComeBack(@TempDir Path folder) throws IOException {
    byte[] huge = new byte[20_000_000];
    new Random(1).nextBytes(huge);
    Exchange exchange = SampleExchanges.of(new UUID(1, 2), SampleExchanges.NOON, huge, new byte[0]);

    SealedSegment segment = write(folder, List.of(exchange, exchange));

    assertThat(readAll(segment.file())).hasSize(2).contains(exchange);
  }

  @Test
  void aSegmentCutAtAnyByteYieldsItsWholeRecordsBeforeTheCut(@TempDir Path folder)
      throws IOException {
    List<Exchange> exchanges = small(3, 4);
    byte[] whole = Files.readAllBytes(write(folder.resolve("spool"), exchanges).file());
    long[] ends = recordEnds(folder, exchanges);
    Path cut = folder.resolve("cut");

    for (int length = 0; length <= whole.length; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      int expected = 0;
      while (expected < ends.length && ends[expected] <= length) {
        expected++;
      }

      try (SegmentReader reader = SegmentReader.open(cut, Long.MAX_VALUE)) {
        assertThat(readAll(reader))
            .as("cut at %d", length)
            .isEqualTo(exchanges.subList(0, expected));
        assertThat(reader.damage()).as("a cut is no damage").isNull();
      }
    }
  }

  @Test
  void aByteWrongAnywhereLosesAtMostItsOwnRecord(@TempDir Path folder) throws IOException {
    List<Exchange> exchanges = small(4, 4);
    byte[] whole = Files.readAllBytes(write(folder.resolve("spool"), exchanges).file());
    long[] ends = recordEnds(folder, exchanges);
    Path file = folder.resolve("wrong");
    int header = SegmentFormat.HEADER_FIXED_BYTES + "gateway-0".length() + 4;

    for (int at = 0; at < whole.length; at++) {
      byte[] wrong = whole.clone();
      wrong[at] ^= 0x10;
      Files.write(file, wrong);
      List<Exchange> expected = new ArrayList<>();
      for (int i = 0; i < exchanges.size(); i++) {
        long start = i == 0 ? header : ends[i - 1];
        if (at >= header && (at < start || at >= ends[i])) {
          expected.add(exchanges.get(i));
        }
      }

      try {
        assertThat(readAll(file)).as("byte %d", at).isEqualTo(expected);
      } catch (IOException unknownVersion) {
        assertThat(at).isBetween(8, 11);
      }
    }
  }

  /** Where each record ends, told by the sizes of segments of one, two, ... records. */
  private static long[] recordEnds(Path folder, List<Exchange> exchanges) throws IOException {
    long[] ends = new long[exchanges.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = write(folder.resolve("e" + i), exchanges.subList(0, i + 1)).bytes();
    }
    return ends;
  }

  @Test
  void whateverHappensToAFileNoWholeRecordBeforeTheDamageIsLostAndNoneDoubled(@TempDir Path folder)
      throws IOException {
    List<Exchange> exchanges = any(5, 12);
    byte[] whole = Files.readAllBytes(write(folder.resolve("spool"), exchanges).file());
    long[] ends = recordEnds(folder, exchanges);
    Path file = folder.resolve("fuzzed");
    int header = SegmentFormat.HEADER_FIXED_BYTES + "gateway-0".length() + 4;

    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = whole.clone();
      int damagedAt = bytes.length;
      for (int i = random.nextInt(3); i >= 0; i--) {
        int at = header + random.nextInt(bytes.length - header);
        damagedAt = Math.min(damagedAt, at);
        switch (random.nextInt(4)) {
          case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
          case 1 -> bytes = Arrays.copyOf(bytes, at);
          case 2 -> {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, bytes, at, Math.min(noise.length, bytes.length - at));
          }
          default -> {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + random.nextInt(100));
            // A piece of the file again, behind itself: whole records that must not count twice.
            System.arraycopy(
                bytes,
                0,
                longer,
                bytes.length,
                Math.min(longer.length - bytes.length, bytes.length));
            bytes = longer;
          }
        }
        if (bytes.length <= header) {
          break;
        }
      }
      Files.write(file, bytes);
      int sure = 0;
      while (sure < ends.length && ends[sure] <= damagedAt) {
        sure++;
      }

      try (SegmentReader reader = SegmentReader.open(file, Long.MAX_VALUE)) {
        List<Entry> read = readAll(reader);
        assertThat(read.subList(0, Math.min(sure, read.size())))
            .as("seed %d", seed)
            .isEqualTo(exchanges.subList(0, sure));
        assertThat(new ArrayList<Entry>(exchanges)).as("seed %d", seed).containsAll(read);
        assertThat(read).as("seed %d", seed).doesNotHaveDuplicates();
        assertThat(reader.lost() + reader.records()).isLessThanOrEqualTo(exchanges.size() + 1L);
      }
    }
  }

  @Test
  void aBodyThatHoldsARecordIsNotTakenForOne(@TempDir Path folder) throws IOException {
    List<Exchange> inner = small(6, 1);
    byte[] forged = Files.readAllBytes(write(folder.resolve("inner"), inner).file());
    Exchange outer = SampleExchanges.of(new UUID(9, 9), SampleExchanges.NOON, forged, new byte[0]);
    SealedSegment segment = write(folder.resolve("outer"), List.of(outer));
    byte[] bytes = Files.readAllBytes(segment.file());
    bytes[bytes.length - 1] ^= 1;
    Files.write(segment.file(), bytes);

    assertThat(readAll(segment.file())).isEmpty();
  }

  @Test
  void damageIsDescribedWithWhereAndHowMany(@TempDir Path folder) throws IOException {
    SealedSegment segment = write(folder, small(7, 3));
    byte[] bytes = Files.readAllBytes(segment.file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment.file(), bytes);

    try (SegmentReader reader = segment.read()) {
      assertThat(readAll(reader)).hasSize(2);
      assertThat(reader.lost()).isEqualTo(1);
      assertThat(reader.damage())
          .matches(
              "segment \\S+\\.sealed, byte \\d+: is damaged there; 1 records are lost;"
                  + " kept the 1 records before it");
    }
  }

  @Test
  void aNewerFormatIsRefusedWithTheRemedy(@TempDir Path folder) throws IOException {
    SealedSegment segment = write(folder, small(8, 1));
    byte[] bytes = Files.readAllBytes(segment.file());
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(8, 3);
    int length = header.getInt(12);
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(bytes, 0, length - 4);
    header.putInt(length - 4, (int) crc.getValue());
    Files.write(segment.file(), bytes);

    assertThatThrownBy(segment::read)
        .hasMessageContaining("has format version 3; this gateway reads up to 2");
  }

  @Test
  void unknownFieldsOfARecordAreSkipped() {
    Exchange exchange = new SampleExchanges(9).small();
    RecordBuffer buffer = new RecordBuffer();
    ExchangeCodec.encode(exchange, buffer);
    buffer.putByte(200);
    buffer.putVarint(300);
    buffer.putBytes(new byte[300]);

    Exchange decoded = ExchangeCodec.decode(ByteBuffer.wrap(buffer.array(), 0, buffer.size()));

    assertThat(decoded).isEqualTo(exchange);
  }

  @Test
  void noPayloadAtAllBreaksTheDecoder() {
    RecordBuffer buffer = new RecordBuffer();
    ExchangeCodec.encode(new SampleExchanges(10).any(), buffer);
    byte[] payload = Arrays.copyOf(buffer.array(), buffer.size());

    for (long seed = 0; seed < 5000; seed++) {
      Random random = new Random(seed);
      byte[] odd = Arrays.copyOf(payload, random.nextInt(payload.length + 20));
      for (int i = random.nextInt(5); i > 0 && odd.length > 0; i--) {
        odd[random.nextInt(odd.length)] = (byte) random.nextInt();
      }
      try {
        Kind.EXCHANGE.decode(ByteBuffer.wrap(odd));
      } catch (IllegalArgumentException expected) {
        assertThat(expected).as("seed %d", seed).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void aSegmentOfVersionOneStaysReadable(@TempDir Path folder) throws IOException {
    Path golden = folder.resolve(GOLDEN);
    try (InputStream in = SegmentTest.class.getResourceAsStream(GOLDEN)) {
      Files.write(golden, Objects.requireNonNull(in).readAllBytes());
    }

    assertThat(readAll(golden)).isEqualTo(goldenExchanges());
  }

  /** What the golden file was made of; released golden files are never made anew. */
  static List<Exchange> goldenExchanges() {
    byte[] request = "{\"model\":\"gpt-4\"}".getBytes(StandardCharsets.UTF_8);
    byte[] response = "{\"ümläut\":\"漢字\"}".getBytes(StandardCharsets.UTF_8);
    return List.of(
        SampleExchanges.of(new UUID(1, 2), SampleExchanges.NOON, request, response),
        SampleExchanges.of(
            new UUID(3, 4),
            SampleExchanges.NOON.plusSeconds(1),
            new Body(List.of(), 12_345, false, "cd".repeat(32)),
            new Body(List.of(ByteBuffer.wrap(response)), 99, true, null)));
  }
}
