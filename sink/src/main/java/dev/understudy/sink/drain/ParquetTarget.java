package dev.understudy.sink.drain;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.sink.parquet.ExchangeRows;
import dev.understudy.sink.parquet.Origin;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.rows.Replaced;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentReader;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries segments into a store as Parquet files, one per table and partition, named after the
 * segment. Carrying a segment again makes the same names; a name that is taken must hold the same
 * rows. Where a segment may have been carried before, its file may have been merged into another
 * since and its name be free again: such files are looked for first. One thread.
 */
public final class ParquetTarget implements SegmentTarget {
  private static final Logger LOG = LoggerFactory.getLogger(ParquetTarget.class);

  private static final int REMEMBERED = 10_000;

  private final Store store;
  private final Rows rows;
  private final Set<String> tried = new LinkedHashSet<>();

  /**
   * A target that reads the wire with that function (such as the {@code read} of a {@code
   * WireReader}) and puts into that store. A record the function fails on is stored with its raw
   * bodies only.
   */
  public ParquetTarget(Store store, Function<Exchange, Reading> wire) {
    this.store = Objects.requireNonNull(store, "store");
    this.rows = new Rows(wire);
  }

  @Override
  public Carried carry(SealedSegment segment) throws IOException {
    Map<String, Staged> files = new TreeMap<>();
    boolean repeated = remember(segment.name()) || segment.recovered();
    try (SegmentReader reader = segment.read()) {
      for (Entry each = reader.next(); each != null; each = reader.next()) {
        String name =
            TableLayout.of(each.table())
                .fileName(TableLayout.partition(each.at()), reader.instance(), segment.name());
        Staged file = files.get(name);
        if (file == null) {
          file = Staged.begin(store, name, each.table(), reader.instance(), segment.name());
          files.put(name, file);
        }
        file.writer().write(rows.of(each));
      }
      for (Staged file : files.values()) {
        put(file, repeated);
      }
      return new Carried(reader.counts(), reader.lost(), reader.damage());
    } finally {
      for (Staged file : files.values()) {
        file.discard();
      }
    }
  }

  /** Notes that a segment is tried; answers whether it was tried before. */
  private boolean remember(String segment) {
    boolean before = tried.remove(segment);
    tried.add(segment);
    if (tried.size() > REMEMBERED) {
      tried.remove(tried.iterator().next());
    }
    return before;
  }

  private void put(Staged file, boolean repeated) throws IOException {
    file.writer().close();
    Origin origin = file.writer().origin();
    if (repeated && isMerged(file.name(), origin)) {
      return;
    }
    if (store.putIfAbsent(file.name(), file.path())) {
      if (repeated && isMerged(file.name(), origin)) {
        store.delete(file.name()); // it was merged, and its name freed, since we asked
      }
      return;
    }
    try (SeekableByteChannel stored = store.open(file.name())) {
      expectSame(file.name(), origin, ExchangeRows.origin(stored));
    } catch (NoSuchFileException gone) {
      if (!isMerged(file.name(), origin)) {
        throw gone;
      }
    }
  }

  /** Whether a compacted file holds the rows now, less those erased since. */
  private boolean isMerged(String name, Origin origin) throws IOException {
    Optional<Replaced> replaced = TableFiles.replacing(store, name);
    if (replaced.isPresent()) {
      expectSame(name, origin, replaced.get().origin());
    }
    return replaced.isPresent();
  }

  private static void expectSame(String name, Origin expected, Origin found) throws IOException {
    if (!found.equals(expected)) {
      throw new IOException(
          "store has another file under the name %s: expected %s, found %s; move that file away"
              .formatted(name, expected, found));
    }
  }

  /** A file being written, and the name it will get. */
  private record Staged(String name, Path path, TableFileWriter writer) {
    static Staged begin(Store store, String name, Table table, String instance, String segment)
        throws IOException {
      Path path = store.stage(name);
      return new Staged(name, path, TableFileWriter.create(path, table, instance, segment));
    }

    /** Frees what a failure left; nothing is left after a success. */
    void discard() {
      try {
        writer.close();
      } catch (IOException | RuntimeException e) {
        LOG.atDebug().setCause(e).log("staged file could not be finished; it is given up");
      }
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        LOG.atWarn().addKeyValue("file", path).setCause(e).log("staged file remains");
      }
    }
  }
}
