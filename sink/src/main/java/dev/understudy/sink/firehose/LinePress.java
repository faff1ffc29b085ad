package dev.understudy.sink.firehose;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import dev.understudy.sink.drain.Rows;
import dev.understudy.sink.firehose.line.LineWriter;
import dev.understudy.sink.firehose.sent.SegmentId;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.TableRow;
import dev.understudy.sink.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Makes the line of an entry. One that is larger than a record may be goes into the store, and a
 * small one with its place is sent instead (a claim check). One thread.
 */
final class LinePress {
  private final Rows rows;
  private final Store claims;
  private final Consumer<Deliveries> counted;
  private final Map<Table, LineWriter> writers = new EnumMap<>(Table.class);

  LinePress(Rows rows, Store claims, Consumer<Deliveries> counted) {
    this.rows = rows;
    this.claims = claims;
    this.counted = counted;
    for (Table table : Table.values()) {
      writers.put(table, new LineWriter(table));
    }
  }

  /** The line of the entry at that place of the segment; a large one is in the store then. */
  Line line(Entry entry, SegmentId segment, int index) throws IOException {
    Table table = entry.table();
    TableRow row = rows.of(entry);
    LineWriter writer = Objects.requireNonNull(writers.get(table));
    String id = segment.record(index);
    String name =
        "claims/%s/%s/%s.json.gz".formatted(table.word(), TableLayout.partition(entry.at()), id);
    try (LineOutput whole = new LineOutput(claims, name)) {
      writer.write(row, id, whole);
      if (!whole.isTooLarge()) {
        return new Line(index, whole.toByteArray());
      }
      whole.put();
      counted.accept(Deliveries.ofClaim());
    }
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    writer.writeClaim(row, id, claims.location() + "/" + name, small);
    return new Line(index, small.toByteArray());
  }
}
