package dev.understudy.sink.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Exchange;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.capture.Captured;
import dev.understudy.sink.drain.SegmentTarget.Carried;
import dev.understudy.sink.spool.Counts;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.spool.SegmentWriter;
import dev.understudy.sink.spool.Spool;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.StoreAround;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTargetTest {
  private final List<String> ids = new ArrayList<>();
  private Path captures;
  private FolderStore store;
  private SealedSegment segment;

  @BeforeEach
  void makeSegment(@TempDir Path folder) throws IOException {
    captures = folder.resolve("captures");
    store = FolderStore.open(captures);
    SampleExchanges samples = new SampleExchanges(1);
    try (Spool spool = Spool.open(folder.resolve("spool"), "gateway-0", SegmentFiles.ON_DISK)) {
      SegmentWriter writer = spool.begin();
      for (int i = 0; i < 40; i++) {
        Exchange exchange = samples.any();
        ids.add(exchange.exchangeId().toString());
        writer.frame(exchange);
      }
      writer.write();
      segment = Objects.requireNonNull(spool.seal(writer));
    }
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  /** A store that breaks at its n-th put, before or after the put was done. */
  private final class Breaking extends StoreAround {
    private final int breakAt;
    private final boolean after;
    private int puts;

    Breaking(int breakAt, boolean after) {
      super(store);
      this.breakAt = breakAt;
      this.after = after;
    }

    @Override
    public boolean putIfAbsent(String name, Path staged) throws IOException {
      boolean breaks = ++puts == breakAt;
      if (breaks && !after) {
        throw new IOException("broken before the put");
      }
      boolean put = super.putIfAbsent(name, staged);
      if (breaks) {
        throw new IOException("broken after the put");
      }
      return put;
    }
  }

  @Test
  void rowsLieInTheirHourUnderTheSegmentsName() throws IOException {
    Carried carried = new ParquetTarget(store, SampleExchanges::unread).carry(segment);

    assertThat(carried).isEqualTo(new Carried(new Counts(40, 0, 0), 0, null));
    assertThat(Captured.files(captures))
        .hasSizeGreaterThan(1)
        .allSatisfy(
            file ->
                assertThat(captures.relativize(file).toString())
                    .matches(
                        "exchanges/date=2026-01-31/hour=1[23]/gateway-0-"
                            + segment.name()
                            + "\\.parquet"));
  }

  @Test
  void aRepeatAfterACrashAtAnyPutStoresEveryRowOnce() throws IOException {
    for (int breakAt = 1; breakAt <= 2; breakAt++) {
      for (boolean after : new boolean[] {false, true}) {
        ParquetTarget breaking =
            new ParquetTarget(new Breaking(breakAt, after), SampleExchanges::unread);

        assertThatThrownBy(() -> breaking.carry(segment)).hasMessageStartingWith("broken");
        assertThat(breaking.carry(segment).records().total()).isEqualTo(40);

        assertThat(Captured.ids(captures)).containsExactlyInAnyOrderElementsOf(ids);
      }
    }
  }

  @Test
  void nothingStaysStagedWhateverHappens() throws IOException {
    ParquetTarget breaking = new ParquetTarget(new Breaking(1, false), SampleExchanges::unread);

    assertThatThrownBy(() -> breaking.carry(segment)).isInstanceOf(IOException.class);

    try (var left = Files.walk(captures.resolve(".staging"))) {
      assertThat(left.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void anotherFileUnderTheSameNameKeepsTheSegment() throws IOException {
    ParquetTarget target = new ParquetTarget(store, SampleExchanges::unread);
    target.carry(segment);
    List<Path> files = Captured.files(captures);
    Files.copy(files.get(0), files.get(1), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> target.carry(segment))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("store has another file under the name exchanges/date=")
        .hasMessageEndingWith("move that file away");
    assertThat(segment.file()).exists();
  }

  @Test
  void aSegmentDamagedAfterItWasPutIsDoneAndWhatItHeldCountsAsStored() throws IOException {
    ParquetTarget target = new ParquetTarget(store, SampleExchanges::unread);
    target.carry(segment);
    byte[] bytes = Files.readAllBytes(segment.file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment.file(), bytes);

    Carried again = target.carry(segment);

    assertThat(again.records()).isEqualTo(new Counts(40, 0, 0));
    assertThat(again.lost()).isZero();
    assertThat(again.damage()).contains("1 records are lost");
    assertThat(Captured.ids(captures)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aSegmentThatComesBackShorterAfterAPowerLossIsDoneToo() throws IOException {
    ParquetTarget target = new ParquetTarget(store, SampleExchanges::unread);
    target.carry(segment);
    byte[] bytes = Files.readAllBytes(segment.file());
    Files.write(segment.file(), Arrays.copyOf(bytes, bytes.length * 2 / 3));

    Carried again = target.carry(segment);

    assertThat(again.damage()).isNull();
    assertThat(Captured.ids(captures)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aRecordTheReaderFailsOnIsStoredRaw() throws IOException {
    ParquetTarget target =
        new ParquetTarget(
            store,
            exchange -> {
              throw new IllegalStateException("poison");
            });

    assertThat(target.carry(segment).records().total()).isEqualTo(40);

    List<GenericRecord> rows = Captured.rows(captures);
    assertThat(rows).hasSize(40).allMatch(row -> row.get("messages") == null);
    assertThat(rows).anyMatch(row -> row.get("request_body") != null);
  }
}
