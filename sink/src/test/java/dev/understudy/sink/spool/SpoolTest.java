package dev.understudy.sink.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Exchange;
import dev.understudy.sink.SampleExchanges;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private final SampleExchanges samples = new SampleExchanges(1);
  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path folder) {
    this.folder = folder;
  }

  private Spool open() throws IOException {
    return Spool.open(folder, "gateway-0", SegmentFiles.ON_DISK);
  }

  private SegmentWriter written(Spool spool, int records) throws IOException {
    SegmentWriter writer = spool.begin();
    for (int i = 0; i < records; i++) {
      writer.frame(samples.small());
    }
    writer.write();
    return writer;
  }

  @Test
  void anOpenSegmentOfADeadRunIsRecoveredWithoutItsTornTail() throws IOException {
    Path file;
    long whole;
    try (Spool spool = open()) {
      SegmentWriter writer = written(spool, 3);
      whole = writer.bytes();
      file = writer.file();
      writer.close();
    }
    byte[] tail = new byte[11];
    System.arraycopy(Files.readAllBytes(file), 47, tail, 0, tail.length);
    Files.write(file, tail, StandardOpenOption.APPEND);

    try (Spool spool = open()) {
      assertThat(spool.recovered())
          .singleElement()
          .satisfies(
              segment -> {
                assertThat(segment.records()).isEqualTo(new Counts(3, 0, 0));
                assertThat(segment.bytes()).isEqualTo(whole);
                assertThat(segment.file().toString()).endsWith("-3.sealed");
              });
      assertThat(spool.bytes()).isEqualTo(whole);
    }
  }

  @Test
  void segmentsThatHoldNothingVanish() throws IOException {
    try (Spool spool = open()) {
      assertThat(spool.seal(spool.begin())).isNull();
      spool.begin().close();
    }

    try (Spool spool = open()) {
      assertThat(spool.recovered()).isEmpty();
      assertThat(spool.bytes()).isZero();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("spool.lock"));
    }
  }

  @Test
  void anOpenSegmentWithADamagedHeaderIsKeptAside() throws IOException {
    Path file;
    try (Spool spool = open()) {
      SegmentWriter writer = written(spool, 1);
      file = writer.file();
      writer.close();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);

    try (Spool spool = open()) {
      assertThat(spool.recovered()).isEmpty();
      assertThat(spool.damaged()).isEqualTo(1);
    }
    assertThat(file).doesNotExist();
    assertThat(Path.of(file.toString().replace(".open", ".damaged"))).hasBinaryContent(bytes);
  }

  @Test
  void foreignFilesAreLeftAlone() throws IOException {
    Files.writeString(folder.resolve("notes.sealed"), "mine");
    Files.writeString(folder.resolve("other.open"), "mine");

    try (Spool spool = open()) {
      assertThat(spool.recovered()).isEmpty();
    }

    assertThat(folder.resolve("notes.sealed")).hasContent("mine");
    assertThat(folder.resolve("other.open")).hasContent("mine");
  }

  @Test
  void namesNeverRepeatAndSortByTimeEvenAtOneInstant() {
    List<String> names = new ArrayList<>();
    SegmentName one = new SegmentName();
    for (int i = 0; i < 1000; i++) {
      names.add(one.next(Instant.EPOCH.plusSeconds(100)));
    }
    Set<String> all = new HashSet<>(names);
    for (int i = 0; i < 1000; i++) {
      all.add(new SegmentName().next(Instant.EPOCH.plusSeconds(100)));
    }

    assertThat(names).isSorted();
    assertThat(all).hasSizeGreaterThan(1999 - 2);
    assertThat(SegmentName.created(names.get(0))).contains(Instant.EPOCH.plusSeconds(100));
  }

  @Test
  void recordsComeInTheOrderTheyWereWritten() throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    try (Spool spool = open()) {
      SegmentWriter writer = spool.begin();
      for (int i = 0; i < 1000; i++) {
        Exchange exchange = samples.any();
        exchanges.add(exchange);
        writer.frame(exchange);
        if (i % 7 == 0) {
          writer.write();
        }
      }
      writer.write();
      spool.seal(writer);
    }

    try (Spool spool = open();
        SegmentReader reader = spool.recovered().get(0).read()) {
      for (Exchange each : exchanges) {
        assertThat(reader.next()).isEqualTo(each);
      }
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void aRecoveryThatEndsInAnErrorLetsGoOfTheFolder() throws IOException {
    try (Spool spool = open()) {
      written(spool, 1).close();
    }
    SegmentFiles broken =
        new SegmentFiles() {
          @Override
          public FileChannel create(Path file) throws IOException {
            return ON_DISK.create(file);
          }

          @Override
          public void rename(Path from, Path to) {
            throw new OutOfMemoryError("Java heap space");
          }
        };

    assertThatThrownBy(() -> Spool.open(folder, "gateway-0", broken))
        .isInstanceOf(OutOfMemoryError.class);

    try (Spool spool = open()) {
      assertThat(spool.recovered()).hasSize(1);
    }
  }
}
