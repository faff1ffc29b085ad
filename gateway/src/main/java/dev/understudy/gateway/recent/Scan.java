package dev.understudy.gateway.recent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.NewestFiles;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what was said in many exchanges, one after another: from memory where they are there,
 * else from the store, of which a row group is read once for all of them that lie in it. Those that
 * are next to each other in time are best asked for in that order. One thread, and no event loop's.
 */
public final class Scan {
  private static final Logger log = LoggerFactory.getLogger(Scan.class);
  private static final String ID = "exchange_id";

  /** What was said, as far as it was understood. */
  private static final Set<String> SAID =
      Set.of(ID, "api", "messages", "input", "output", "choices", "tool_calls", "body_truncated");

  /** The same, and the bodies, which say it once more in more bytes. */
  private static final Set<String> SAID_AND_SENT =
      with(
          SAID, "request_body", "request_body_encoding", "response_body", "response_body_encoding");

  private static Set<String> with(Set<String> columns, String... more) {
    Set<String> all = new HashSet<>(columns);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }

  /** What was found out about an exchange. */
  public enum Finding {
    /** It was taken. */
    TAKEN,
    /** It was read, and not taken. */
    LEFT,
    /** It cannot be read: it was dropped, erased or expired, or its file is damaged. */
    GONE
  }

  private record Place(StoredFile file, int group) {}

  private final RecentCaptures recent;
  private final Store store;
  private final Predicate<ObjectNode> taker;
  private final BooleanSupplier isOver;
  private final WireReader reader = WireReader.withoutTokenEstimates();
  private final Set<String> wanted = new HashSet<>();
  private final Map<String, Finding> known = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Map<Instant, Queue<StoredFile>> filesByHour = new HashMap<>();
  private long bytes;

  Scan(
      RecentCaptures recent,
      Store store,
      List<ExchangeLine> lines,
      Predicate<ObjectNode> taker,
      BooleanSupplier isOver) {
    this.recent = recent;
    this.store = store;
    this.taker = taker;
    this.isOver = isOver;
    lines.forEach(line -> wanted.add(line.exchangeId().toString()));
  }

  /** About the bytes read so far. */
  public long bytes() {
    return bytes;
  }

  /**
   * Looks at an exchange, one of the lines of this scan.
   *
   * @throws CancellationException once nobody waits for it any more
   * @throws IOException if the store cannot be listed
   */
  public Finding look(ExchangeLine line) throws IOException {
    goOn();
    String id = line.exchangeId().toString();
    Finding before = known.get(id);
    if (before != null) {
      return before;
    }
    Exchange whole = recent.whole(line.exchangeId(), line.requestId());
    if (whole != null) {
      bytes += whole.keptBytes();
      return found(ExchangeColumns.of(whole, reader.read(whole)));
    }
    Place place = place(id, line.receivedAt().truncatedTo(ChronoUnit.HOURS));
    if (place != null) {
      read(place);
    }
    return known.computeIfAbsent(id, any -> Finding.GONE);
  }

  private void goOn() {
    if (isOver.getAsBoolean()) {
      throw new CancellationException("nobody waits for this scan");
    }
  }

  private Finding found(ObjectNode columns) {
    return taker.test(columns) ? Finding.TAKEN : Finding.LEFT;
  }

  /** Where an exchange of that hour lies; files are opened until it is found. */
  private @Nullable Place place(String id, Instant hour) throws IOException {
    Queue<StoredFile> files = filesByHour.get(hour);
    if (files == null) {
      Hours one = new Hours(hour, hour.plus(1, ChronoUnit.HOURS));
      files = new ArrayDeque<>(NewestFiles.of(store, Table.EXCHANGES, one));
      filesByHour.put(hour, files);
    }
    while (!places.containsKey(id) && !files.isEmpty()) {
      goOn();
      note(files.remove());
    }
    return places.get(id);
  }

  private void note(StoredFile file) {
    try (RowReader rows = RowReader.open(store.open(file.name()), Set.of(ID))) {
      bytes += rows.bytes();
      for (Row row = rows.next(); row != null; row = rows.next()) {
        String id = row.text(ID);
        if (id != null && wanted.contains(id)) {
          places.putIfAbsent(id, new Place(file, rows.group()));
        }
      }
    } catch (IOException unreadable) { // merged meanwhile, or damaged: `captures check` tells
      log.atDebug().addKeyValue("file", file.name()).log("a stored file is left out of a scan");
    }
  }

  /** Reads all that is wanted and lies there; what was not understood, by its bodies. */
  private void read(Place place) {
    try {
      if (read(place, SAID)) {
        read(place, SAID_AND_SENT);
      }
    } catch (IOException unreadable) {
      log.atDebug()
          .addKeyValue("file", place.file().name())
          .log("a stored file is left out of a scan");
    }
  }

  /** Whether some of it was not understood. */
  private boolean read(Place place, Set<String> columns) throws IOException {
    List<String> leftOver = new ArrayList<>();
    try (RowReader rows = RowReader.open(store.open(place.file().name()), columns, place.group())) {
      bytes += rows.bytes();
      for (Row row = rows.next(); row != null; row = rows.next()) {
        String id = row.text(ID);
        if (id == null || known.containsKey(id) || !place.equals(places.get(id))) {
          continue;
        }
        goOn();
        if (columns.equals(SAID) && !isUnderstood(row)) {
          leftOver.add(id);
        } else {
          known.put(id, found(ExchangeColumns.of(row)));
        }
      }
    }
    return !leftOver.isEmpty();
  }

  private static boolean isUnderstood(Row row) {
    boolean asked = row.text("messages") != null || row.text("input") != null;
    return asked && (row.text("output") != null || row.text("tool_calls") != null);
  }
}
