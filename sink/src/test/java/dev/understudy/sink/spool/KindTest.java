package dev.understudy.sink.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleEntries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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

class KindTest {
  private static final String GOLDEN = "20261122T120000000Z-0000beef-1-1-1.sealed";

  private static List<Entry> any(long seed, int count) {
    SampleEntries samples = new SampleEntries(seed);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(samples.any());
    }
    return entries;
  }

  private static Counts count(List<Entry> entries) {
    Counts counts = Counts.NONE;
    for (Entry each : entries) {
      counts = counts.plus(each.table(), 1);
    }
    return counts;
  }

  private static List<Entry> readAll(SegmentReader reader) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Entry each = reader.next(); each != null; each = reader.next()) {
      entries.add(each);
    }
    return entries;
  }

  private static SegmentWriter write(Spool spool, List<Entry> entries) throws IOException {
    SegmentWriter writer = spool.begin();
    entries.forEach(writer::frame);
    writer.write();
    return writer;
  }

  @Test
  void entriesOfAllKindsComeBackInOrderAndCounted(@TempDir Path folder) throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      List<Entry> entries = any(seed, 60);
      try (Spool spool =
          Spool.open(folder.resolve("s" + seed), "gateway-0", SegmentFiles.ON_DISK)) {

        SealedSegment segment = Objects.requireNonNull(spool.seal(write(spool, entries)));

        try (SegmentReader reader = segment.read()) {
          assertThat(readAll(reader)).as("seed %d", seed).isEqualTo(entries);
          assertThat(reader.counts()).isEqualTo(count(entries)).isEqualTo(segment.records());
        }
      }
    }
  }

  @Test
  void theNextStartCountsWhatIsLeftByTableWhetherSealedOrOpen(@TempDir Path folder)
      throws IOException {
    List<Entry> sealed = any(1, 40);
    List<Entry> open = any(2, 50);
    try (Spool spool = Spool.open(folder, "gateway-0", SegmentFiles.ON_DISK)) {
      spool.seal(write(spool, sealed));
      write(spool, open);
    }

    try (Spool spool = Spool.open(folder, "gateway-0", SegmentFiles.ON_DISK)) {
      assertThat(spool.recovered())
          .extracting(SealedSegment::records)
          .containsExactly(count(sealed), count(open));
    }
    try (Spool spool = Spool.open(folder, "gateway-0", SegmentFiles.ON_DISK)) {
      assertThat(spool.recovered())
          .extracting(SealedSegment::records)
          .containsExactly(count(sealed), count(open));
    }
  }

  @Test
  void aRecordTakenBackIsNotCounted(@TempDir Path folder) throws IOException {
    try (Spool spool = Spool.open(folder, "gateway-0", SegmentFiles.ON_DISK)) {
      SegmentWriter writer = spool.begin();
      writer.frame(SampleEntries.feedback());
      int length = writer.frame(SampleEntries.comparison());
      writer.unframe(Table.COMPARISONS, length);
      writer.frame(SampleEntries.feedback());
      writer.write();

      SealedSegment segment = Objects.requireNonNull(spool.seal(writer));

      assertThat(segment.records()).isEqualTo(new Counts(0, 0, 2));
      try (SegmentReader reader = segment.read()) {
        assertThat(readAll(reader)).hasSize(2);
        assertThat(reader.damage()).isNull();
      }
    }
  }

  @Test
  void aKindOfANewerGatewayIsToldAndTheOthersAreKept(@TempDir Path folder) throws IOException {
    try (Spool spool = Spool.open(folder, "gateway-0", SegmentFiles.ON_DISK)) {
      SealedSegment segment =
          Objects.requireNonNull(
              spool.seal(
                  write(spool, List.of(SampleEntries.feedback(), SampleEntries.comparison()))));
      byte[] bytes = Files.readAllBytes(segment.file());
      int frame = SegmentFormat.HEADER_FIXED_BYTES + "gateway-0".length() + 4;
      ByteBuffer record = ByteBuffer.wrap(bytes);
      int length = record.getInt(frame + 8);
      bytes[frame + SegmentFormat.FRAME_BYTES] = 99;
      java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
      crc.update(bytes, frame + 8, 8);
      crc.update(bytes, frame + SegmentFormat.FRAME_BYTES, length);
      record.putInt(frame + 16, (int) crc.getValue());
      Files.write(segment.file(), bytes);

      try (SegmentReader reader = segment.read()) {
        assertThat(readAll(reader)).containsExactly(SampleEntries.comparison());
        assertThat(reader.lost()).isEqualTo(1);
        assertThat(reader.damage()).contains("record kind 99 is not known; a newer gateway");
      }
    }
  }

  @Test
  void noPayloadAtAllBreaksTheDecoders() {
    for (long seed = 0; seed < 5000; seed++) {
      Random random = new Random(seed);
      SampleEntries samples = new SampleEntries(seed);
      Kind kind = seed % 2 == 0 ? Kind.COMPARISON : Kind.FEEDBACK;
      RecordBuffer buffer = new RecordBuffer();
      Kind.encode(seed % 2 == 0 ? samples.anyComparison() : samples.anyFeedback(), buffer);
      byte[] payload = Arrays.copyOfRange(buffer.array(), 1, buffer.size());
      byte[] odd = Arrays.copyOf(payload, random.nextInt(payload.length + 20));
      for (int i = random.nextInt(5); i > 0 && odd.length > 0; i--) {
        odd[random.nextInt(odd.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(kind.decode(ByteBuffer.wrap(odd)).table()).isEqualTo(kind.table());
      } catch (IllegalArgumentException expected) {
        assertThat(expected).as("seed %d", seed).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void aComparisonWithoutItsVerdictIsRefused() {
    RecordBuffer buffer = new RecordBuffer();
    buffer.putByte(1);
    Fields.uuid(1, new UUID(1, 2), buffer);

    assertThatThrownBy(
            () -> Kind.COMPARISON.decode(ByteBuffer.wrap(buffer.array(), 0, buffer.size())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("record lacks its time");
  }

  @Test
  void aSegmentOfVersionTwoStaysReadable(@TempDir Path folder) throws IOException {
    Path golden = folder.resolve(GOLDEN);
    try (InputStream in = KindTest.class.getResourceAsStream(GOLDEN)) {
      Files.write(golden, Objects.requireNonNull(in).readAllBytes());
    }

    try (SegmentReader reader = SegmentReader.open(golden, Long.MAX_VALUE)) {
      assertThat(readAll(reader)).isEqualTo(goldenEntries());
    }
  }

  /** What the golden file was made of; released golden files are never made anew. */
  private static List<Entry> goldenEntries() {
    return List.of(
        SegmentTest.goldenExchanges().get(0), SampleEntries.comparison(), SampleEntries.feedback());
  }
}
