package dev.understudy.sink.upkeep;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.spool.SegmentWriter;
import dev.understudy.sink.spool.Spool;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of captures that a real spool and drain fill, and what a reader finds in it. */
final class StoredCaptures implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  final Path root;
  final Store store;
  private final Spool spool;

  StoredCaptures(Path folder) throws IOException {
    this(folder, FolderStore.open(folder.resolve("captures")));
  }

  /** In another store than a folder, which is closed with this. */
  StoredCaptures(Path folder, Store store) throws IOException {
    this.root = folder.resolve("captures");
    this.store = store;
    spool = Spool.open(folder.resolve("spool"), "gateway-0", SegmentFiles.ON_DISK);
  }

  /** A segment with these entries, not carried yet. */
  SealedSegment segment(Entry... entries) throws IOException {
    SegmentWriter writer = spool.begin();
    for (Entry entry : entries) {
      writer.frame(entry);
    }
    writer.write();
    return Objects.requireNonNull(spool.seal(writer));
  }

  /** Carries a segment, and leaves it in the spool as a gateway does that is killed right then. */
  SealedSegment carry(SealedSegment segment) throws IOException {
    new ParquetTarget(store, SampleExchanges::unread).carry(segment);
    return segment;
  }

  /** Carries a segment with these entries. */
  SealedSegment capture(Entry... entries) throws IOException {
    return carry(segment(entries));
  }

  /** The segment as the next run of the gateway finds it. */
  static SealedSegment recovered(SealedSegment segment) {
    return new SealedSegment(
        segment.name(),
        segment.file(),
        segment.bytes(),
        segment.records(),
        segment.created(),
        true);
  }

  static Exchange exchange(UUID id, Instant at, @Nullable String user) {
    Body body = Body.of(("{\"said\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
    Exchange plain = SampleExchanges.of(id, at, body, body);
    return new Exchange(
        plain.requestId(),
        plain.exchangeId(),
        plain.role(),
        plain.receivedAt(),
        plain.instance(),
        plain.rulesVersion(),
        plain.route(),
        plain.launch(),
        plain.bucket(),
        plain.app(),
        user,
        plain.session(),
        plain.tags(),
        plain.upstream(),
        plain.mayTrain(),
        plain.method(),
        plain.path(),
        plain.status(),
        plain.outcome(),
        plain.error(),
        plain.firstByte(),
        plain.duration(),
        plain.requestHeaders(),
        plain.responseHeaders(),
        plain.requestBody(),
        plain.responseBody());
  }

  static Comparison comparison(UUID request, Instant at) {
    Comparison plain = SampleEntries.comparison();
    return new Comparison(
        request,
        at,
        plain.instance(),
        plain.rulesVersion(),
        plain.route(),
        plain.student(),
        plain.studentVersion(),
        plain.comparator(),
        plain.verdict(),
        plain.score(),
        plain.differences(),
        plain.remarks(),
        plain.echo(),
        null,
        null);
  }

  static Feedback feedback(UUID request, Instant at) {
    return new Feedback(request, at, "gateway-0", 1.0, "good", null, "human", "fine");
  }

  /** The ids of a table's rows as a reader finds them now, in order: requests or exchanges. */
  static List<String> ids(Store store, Table table) throws IOException {
    String column = table == Table.EXCHANGES ? "exchange_id" : "request_id";
    for (int i = 0; ; i++) {
      try {
        List<String> ids = new ArrayList<>();
        for (StoredFile file : TableFiles.of(store, table, Hours.ALL).files()) {
          try (RowReader rows = RowReader.open(store.open(file.name()))) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
              ids.add(Objects.requireNonNull(row.text(column)));
            }
          }
        }
        ids.sort(null);
        return ids;
      } catch (NoSuchFileException mergedMeanwhile) {
        if (i > 1000) {
          throw mergedMeanwhile;
        }
      }
    }
  }

  /** The names of all files below a folder of the store, whatever they are. */
  List<String> names(String prefix) throws IOException {
    return store.list(prefix).stream().map(StoredFile::name).toList();
  }

  /** Makes another folder hold what this one does. */
  void copyTo(Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path relative = root.relativize(file);
      if (!relative.startsWith(".staging")) {
        Path copy = target.resolve(relative);
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    }
  }

  @Override
  public void close() throws IOException {
    spool.close();
    store.close();
  }
}
