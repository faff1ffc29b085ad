package dev.understudy.sink.drain;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.sink.parquet.Origin;
import dev.understudy.sink.parquet.RowKey;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.parquet.rows.Replaced;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.spool.Counts;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentReader;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
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
 * rows, or more of them, where the segment has lost some since they were put. Where a segment may
 * have been carried before, its file may have been merged into another since and its name be free
 * again: such files are looked for first. One thread.
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
        String name = name(each, reader, segment);
        Staged file = files.get(name);
        if (file == null) {
          file = Staged.begin(store, name, each.table(), reader.instance(), segment.name());
          files.put(name, file);
        }
        file.writer().write(rows.of(each));
      }
      Counts stored = Counts.NONE;
      for (Staged file : files.values()) {
        stored = stored.plus(file.table(), put(file, segment, repeated));
      }
      // What the segment has lost since it was put is not lost.
      long found = stored.total() - reader.records();
      return new Carried(stored, Math.max(0, reader.lost() - found), reader.damage());
    } finally {
      for (Staged file : files.values()) {
        file.discard();
      }
    }
  }

  private static String name(Entry entry, SegmentReader reader, SealedSegment segment) {
    return TableLayout.of(entry.table())
        .fileName(TableLayout.partition(entry.at()), reader.instance(), segment.name());
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

  /** Puts a file where its name is free; how many rows are stored of it then. */
  private long put(Staged file, SealedSegment segment, boolean repeated) throws IOException {
    file.writer().close();
    Origin origin = file.writer().origin();
    Optional<Origin> merged = repeated ? merged(file.name()) : Optional.empty();
    if (merged.isEmpty()) {
      if (!store.putIfAbsent(file.name(), file.path())) {
        return storedBefore(file, origin, segment);
      }
      merged = repeated ? merged(file.name()) : Optional.empty(); // it may have been since we asked
    }
    if (merged.isEmpty()) {
      return origin.rows();
    }
    long rows = expectOurs(file.name(), origin, merged.get()).rows();
    store.delete(file.name()); // what we, or a run that died, put again beside it
    return rows;
  }

  /** How many rows are stored under a name that was taken, if they are ours. */
  private long storedBefore(Staged file, Origin origin, SealedSegment segment) throws IOException {
    try (SeekableByteChannel stored = store.open(file.name())) {
      Origin there = Footer.read(stored).origin();
      if (!there.equals(origin) && !holdsAll(stored, file, segment)) {
        throw another(file.name(), origin, there);
      }
      return expectOurs(file.name(), origin, there).rows();
    } catch (NoSuchFileException gone) {
      Origin merged = merged(file.name()).orElseThrow(() -> gone);
      return expectOurs(file.name(), origin, merged).rows();
    }
  }

  /** Where the rows came from that a compacted file holds in place of that one, if one does. */
  private Optional<Origin> merged(String name) throws IOException {
    return TableFiles.replacing(store, name).map(Replaced::origin);
  }

  /** What is there must have come from the segment, and from all that it holds now. */
  private static Origin expectOurs(String name, Origin expected, Origin there) throws IOException {
    boolean more = there.isOfSegment(expected) && there.rows() > expected.rows();
    if (!there.equals(expected) && !more) {
      throw another(name, expected, there);
    }
    return there;
  }

  private static IOException another(String name, Origin expected, Origin found) {
    return new IOException(
        "store has another file under the name %s: expected %s, found %s; move that file away"
            .formatted(name, expected, found));
  }

  /**
   * Whether a stored file holds all rows that the segment has for it now. It does where the segment
   * was put whole and then damaged, or came back shorter after a power loss.
   */
  private static boolean holdsAll(SeekableByteChannel stored, Staged file, SealedSegment segment)
      throws IOException {
    Set<RowKey> keys = new HashSet<>();
    try (RowReader rows = RowReader.open(stored)) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        keys.add(row.key(file.table()));
      }
    } catch (IOException e) {
      throw new IOException("stored file " + file.name() + " could not be read", e);
    }
    try (SegmentReader reader = segment.read()) {
      for (Entry each = reader.next(); each != null; each = reader.next()) {
        if (name(each, reader, segment).equals(file.name()) && !keys.contains(RowKey.of(each))) {
          return false;
        }
      }
    }
    return true;
  }

  /** A file being written, and the name it will get. */
  private record Staged(String name, Table table, Path path, TableFileWriter writer) {
    static Staged begin(Store store, String name, Table table, String instance, String segment)
        throws IOException {
      Path path = store.stage(name);
      return new Staged(name, table, path, TableFileWriter.create(path, table, instance, segment));
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
