package dev.understudy.gateway.recent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.NewestFiles;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
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

  /**
   * An hour of the store, as far as it was looked through.
   *
   * @param at when it begins
   * @param unopened its files that were not opened yet, the newest first
   * @param places where exchanges lie in those that were
   */
  private record Hour(Instant at, Queue<StoredFile> unopened, Map<String, Place> places) {}

  private final RecentCaptures recent;
  private final Store store;
  private final Predicate<ObjectNode> taker;
  private final BooleanSupplier isOver;
  private final WireReader reader = WireReader.withoutTokenEstimates();
  private final Set<String> wanted = new HashSet<>();
  private final Map<String, Finding> known = new HashMap<>();

  /** Those known that were not asked for yet. */
  private final Set<String> ahead = new HashSet<>();

  private final Map<Instant, Hour> hours = new HashMap<>();

  /** The hours that were listed a second time. */
  private final Set<Instant> anew = new HashSet<>();

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
    ahead.remove(id);
    Finding before = known.get(id);
    if (before != null) {
      return before;
    }
    Exchange whole = recent.whole(line.exchangeId(), line.requestId());
    if (whole != null) {
      bytes += whole.keptBytes();
      return found(ExchangeColumns.of(whole, reader.read(whole)));
    }
    Instant at = line.receivedAt().truncatedTo(ChronoUnit.HOURS);
    try {
      read(id, at);
    } catch (NoSuchFileException mergedMeanwhile) {
      hours.remove(at);
      read(id, at);
    }
    ahead.remove(id);
    return known.computeIfAbsent(id, any -> Finding.GONE);
  }

  /**
   * Whether an exchange was read together with others already, or is in memory before such a one:
   * whoever stops here would have that read once more.
   */
  public boolean isPaidFor(ExchangeLine line) {
    return ahead.contains(line.exchangeId().toString())
        || (!ahead.isEmpty() && recent.whole(line.exchangeId(), line.requestId()) != null);
  }

  private void goOn() {
    if (isOver.getAsBoolean()) {
      throw new CancellationException("nobody waits for this scan");
    }
  }

  private Finding found(ObjectNode columns) {
    return taker.test(columns) ? Finding.TAKEN : Finding.LEFT;
  }

  /** Reads the row group with an exchange of that hour; files are opened until it is found. */
  private void read(String id, Instant at) throws IOException {
    Hour hour = hours.get(at);
    if (hour == null) {
      hour = new Hour(at, new ArrayDeque<>(files(at)), new HashMap<>());
      hours.put(at, hour);
    }
    while (!hour.places.containsKey(id) && !hour.unopened.isEmpty()) {
      note(hour, hour.unopened.remove());
    }
    Place place = hour.places.get(id);
    if (place != null) {
      read(hour, place);
    }
  }

  /**
   * The files of an hour; where one does not tell which ones it takes the place of, all of them.
   */
  private List<StoredFile> files(Instant at) throws IOException {
    try {
      return NewestFiles.of(store, Table.EXCHANGES, new Hours(at, at.plus(1, ChronoUnit.HOURS)));
    } catch (IOException damaged) {
      goOn();
      String folder = Table.EXCHANGES.word() + "/" + TableLayout.partition(at) + "/";
      List<StoredFile> all = new ArrayList<>(store.list(folder));
      Collections.reverse(all);
      return all;
    }
  }

  private void note(Hour hour, StoredFile file) throws IOException {
    goOn();
    try (SeekableByteChannel channel = store.open(file.name());
        RowReader rows = RowReader.open(channel, Set.of(ID))) {
      bytes += rows.bytes();
      for (Row row = rows.next(); row != null; row = rows.next()) {
        String id = row.text(ID);
        if (id != null && wanted.contains(id)) {
          hour.places.putIfAbsent(id, new Place(file, rows.group()));
        }
      }
    } catch (IOException unreadable) {
      leaveOut(hour, file, unreadable);
    }
  }

  /** Reads all that is wanted and lies there; what was not understood, by its bodies. */
  private void read(Hour hour, Place place) throws IOException {
    try {
      if (read(hour, place, SAID)) {
        read(hour, place, SAID_AND_SENT);
      }
    } catch (IOException unreadable) {
      leaveOut(hour, place.file(), unreadable);
      hour.places.forEach(
          (id, its) -> {
            if (its.equals(place) && !known.containsKey(id)) {
              know(id, Finding.GONE);
            }
          });
    }
  }

  /**
   * Does without a file that is damaged: `captures check` tells.
   *
   * @throws NoSuchFileException if it was merged into another meanwhile, and its hour was not
   *     listed anew yet
   */
  private void leaveOut(Hour hour, StoredFile file, IOException unreadable)
      throws NoSuchFileException {
    if (unreadable instanceof NoSuchFileException merged && anew.add(hour.at)) {
      throw merged;
    }
    log.atDebug().addKeyValue("file", file.name()).log("a stored file is left out of a scan");
  }

  private void know(String id, Finding finding) {
    known.put(id, finding);
    ahead.add(id);
  }

  /** Whether some of it was not understood. */
  private boolean read(Hour hour, Place place, Set<String> columns) throws IOException {
    goOn();
    List<String> leftOver = new ArrayList<>();
    try (SeekableByteChannel channel = store.open(place.file().name());
        RowReader rows = RowReader.open(channel, columns, place.group())) {
      bytes += rows.bytes();
      for (Row row = rows.next(); row != null; row = rows.next()) {
        String id = row.text(ID);
        if (id == null || known.containsKey(id) || !place.equals(hour.places.get(id))) {
          continue;
        }
        goOn();
        if (columns.equals(SAID) && !isUnderstood(row)) {
          leftOver.add(id);
        } else {
          know(id, found(ExchangeColumns.of(row)));
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
