package dev.understudy.sink.capture;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.drain.SegmentTarget;
import dev.understudy.sink.parquet.ExchangeRows;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.spool.Counts;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentReader;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.StoreAround;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/**
 * A store that outlives crashes, fails as it is told, and tells which rows it holds. One thread.
 */
abstract class ModelStore implements AutoCloseable {
  private int failing;
  private boolean failsAfterwards;

  /** The next so many puts fail, before the file is there or after. */
  void fail(int puts, boolean afterwards) {
    failing = puts;
    failsAfterwards = afterwards;
  }

  /** A put, with whatever is to go wrong around it. */
  interface Put {
    boolean run() throws IOException;
  }

  final boolean put(FaultyDisk machine, Put put) throws IOException {
    boolean goesOn = machine.passes();
    boolean fails = failing > 0;
    failing -= fails ? 1 : 0;
    boolean done = (!fails || failsAfterwards) && put.run();
    if (!goesOn) {
      machine.crash();
      throw new FaultyDisk.Crash();
    }
    if (fails) {
      throw new IOException("store failed");
    }
    return done;
  }

  /** What carries segments into the store while that machine runs. */
  abstract SegmentTarget target(FaultyDisk machine);

  /** The request ids of all rows; as often as they are there. */
  abstract List<String> requestIds() throws IOException;

  @Override
  public void close() throws IOException {}

  /** Keeps ids by the name of the file they would be in. */
  static final class InMemory extends ModelStore {
    private final Map<String, List<String>> files = new HashMap<>();

    @Override
    SegmentTarget target(FaultyDisk machine) {
      return segment -> carry(segment, machine);
    }

    private SegmentTarget.Carried carry(SealedSegment segment, FaultyDisk machine)
        throws IOException {
      Map<String, List<String>> made = new TreeMap<>();
      Map<String, Table> tables = new HashMap<>();
      try (SegmentReader reader = segment.read()) {
        for (Entry each = reader.next(); each != null; each = reader.next()) {
          String name =
              TableLayout.of(each.table())
                  .fileName(TableLayout.partition(each.at()), reader.instance(), segment.name());
          tables.put(name, each.table());
          made.computeIfAbsent(name, none -> new ArrayList<>()).add(each.requestId().toString());
        }
        Counts stored = Counts.NONE;
        for (Map.Entry<String, List<String>> file : made.entrySet()) {
          boolean put =
              put(machine, () -> files.putIfAbsent(file.getKey(), file.getValue()) == null);
          List<String> there = files.getOrDefault(file.getKey(), List.of());
          if (!put && !there.containsAll(file.getValue())) {
            throw new IOException("store has another file under the name " + file.getKey());
          }
          stored = stored.plus(Objects.requireNonNull(tables.get(file.getKey())), there.size());
        }
        long found = stored.total() - reader.records();
        return new SegmentTarget.Carried(
            stored, Math.max(0, reader.lost() - found), reader.damage());
      }
    }

    @Override
    List<String> requestIds() {
      return files.values().stream().flatMap(List::stream).toList();
    }
  }

  /** Real Parquet files in a real folder. */
  static final class InAFolder extends ModelStore {
    private final Path folder;
    private final FolderStore store;
    private final Map<Path, List<String>> read = new HashMap<>();

    InAFolder(Path folder) throws IOException {
      this.folder = folder;
      this.store = FolderStore.open(folder);
    }

    @Override
    SegmentTarget target(FaultyDisk machine) {
      return new ParquetTarget(
          new StoreAround(store) {
            @Override
            public boolean putIfAbsent(String name, Path staged) throws IOException {
              return put(machine, () -> super.putIfAbsent(name, staged));
            }
          },
          SampleExchanges::unread);
    }

    @Override
    List<String> requestIds() throws IOException {
      List<String> ids = new ArrayList<>();
      for (Path file : Captured.files(folder)) {
        if (!read.containsKey(file)) {
          try (Stream<GenericRecord> rows = ExchangeRows.read(file)) {
            read.put(file, rows.map(row -> row.get("request_id").toString()).toList());
          }
        }
        ids.addAll(read.getOrDefault(file, List.of()));
      }
      return ids;
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
