package dev.understudy.sink.firehose.sent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentTest {
  private static final SegmentId SEGMENT =
      new SegmentId("gateway-1", "20260131T071500123Z-5eedc0de");
  private static final Instant SENT = Instant.parse("2026-01-31T07:16:20.123Z");

  @Test
  void anyIndexesSurviveBeingWritten() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Indexes indexes = new Indexes();
      for (int i = random.nextInt(50); i > 0; i--) {
        indexes.add(random.nextInt(60));
      }

      assertThat(Indexes.parse(indexes.toString())).as("seed %d", seed).isEqualTo(indexes);
    }
    assertThat(Indexes.parse("0-2,5").stream()).containsExactly(0, 1, 2, 5);
    assertThat(Indexes.parse("0-2,5")).hasToString("0-2,5");
    assertThatThrownBy(() -> Indexes.parse("0-2;5"))
        .hasMessage("expected ranges such as 0-499,502, found '0-2;5' at place 0");
  }

  @Test
  void aRecordsIdTellsItsSegmentAndPlace() {
    String id = SEGMENT.record(317);

    assertThat(id).isEqualTo("gateway-1-20260131T071500123Z-5eedc0de-317");
    assertThat(SegmentId.RecordId.parse(id)).hasValue(new SegmentId.RecordId(SEGMENT, 317));
    assertThat(SegmentId.RecordId.parse("gateway-1-317")).isEmpty();
  }

  @Test
  void progressCutAnywhereTellsWholeLines(@TempDir Path folder) throws IOException {
    List<Long> lengths = new ArrayList<>();
    Path file = folder.resolve(SEGMENT + ".sent");
    try (Progress progress = Progress.open(folder, SEGMENT)) {
      for (int batch = 0; batch < 5; batch++) {
        lengths.add(Files.size(file));
        progress.add(Indexes.parse(batch * 100 + "-" + (batch * 100 + 99)));
      }
      lengths.add(Files.size(file));
    }
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int at = length;
      int batches = Math.max(0, (int) lengths.stream().filter(end -> end <= at).count() - 1);
      try (Progress progress = Progress.open(folder, SEGMENT)) {
        assertThat(progress.hasTaken(batches * 100)).as("cut at %d", length).isFalse();
        assertThat(batches == 0 || progress.hasTaken(batches * 100 - 1))
            .as("cut at %d", length)
            .isTrue();
        progress.add(Indexes.parse("7777"));
      }
      try (Progress progress = Progress.open(folder, SEGMENT)) {
        assertThat(progress.hasTaken(7777)).as("cut at %d", length).isTrue();
        assertThat(batches == 0 || progress.hasTaken(0)).as("cut at %d", length).isTrue();
      }
    }
  }

  @Test
  void aDamagedLineOfProgressAndWhatFollowsCountForNothing(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve(SEGMENT + ".sent");
    try (Progress progress = Progress.open(folder, SEGMENT)) {
      progress.add(Indexes.parse("0-9"));
      progress.add(Indexes.parse("10-19"));
      progress.add(Indexes.parse("20-29"));
    }
    Files.writeString(file, Files.readString(file).replace("10-19", "10-99"));

    try (Progress progress = Progress.open(folder, SEGMENT)) {
      assertThat(progress.hasTaken(9)).isTrue();
      assertThat(progress.hasTaken(10)).isFalse();
      assertThat(progress.hasTaken(20)).isFalse();
    }
  }

  private static SentSegment segment(Instant sentAt) {
    return new SentSegment(
        SEGMENT,
        sentAt,
        Map.of(
            new TableHour(Table.EXCHANGES, "2026-01-31T07"),
            Indexes.parse("0-803,805-1000"),
            TableHour.of(Table.FEEDBACK, SENT),
            Indexes.parse("804")));
  }

  @Test
  void theLedgerTellsWhatWasSent(@TempDir Path folder) throws IOException {
    SentLedger ledger = new SentLedger(folder);
    assertThat(ledger.find(SEGMENT)).isEmpty();

    ledger.add(segment(SENT));

    assertThat(ledger.find(SEGMENT)).hasValue(segment(SENT));
    assertThat(ledger.files())
        .containsExactly(folder.resolve("date=2026-01-31/" + SEGMENT + ".ids"));
    assertThat(SentLedger.read(ledger.files().get(0))).isEqualTo(segment(SENT));
    assertThat(Files.readString(ledger.files().get(0)))
        .startsWith(
            """
            understudy-sent 1
            instance gateway-1
            segment 20260131T071500123Z-5eedc0de
            sent_at 2026-01-31T07:16:20.123Z
            exchanges 2026-01-31T07 1000 0-803,805-1000
            feedback 2026-01-31T07 1 804
            sha256\s""");
  }

  @Test
  void aFileOfTheLedgerThatWasChangedIsTold(@TempDir Path folder) throws IOException {
    SentLedger ledger = new SentLedger(folder);
    ledger.add(segment(SENT));
    Path file = ledger.files().get(0);
    Files.writeString(file, Files.readString(file).replace("0-803", "0-802"));

    assertThatThrownBy(() -> SentLedger.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + ": is no whole file of sent ids: expected a last line with the SHA-256 of all"
                + " before it, found another");
  }

  @Test
  void theLedgerForgetsWholeDays(@TempDir Path folder) throws IOException {
    SentLedger ledger = new SentLedger(folder);
    ledger.add(segment(SENT));
    Files.createDirectories(folder.resolve("dates"));

    ledger.forget(Duration.ofDays(14), SENT.plus(Duration.ofDays(14)));
    assertThat(ledger.files()).hasSize(1);
    ledger.forget(Duration.ofDays(14), SENT.plus(Duration.ofDays(15)));

    assertThat(ledger.files()).isEmpty();
    assertThat(folder.resolve("date=2026-01-31")).doesNotExist();
    assertThat(folder.resolve("dates")).exists();
  }
}
