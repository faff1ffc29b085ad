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
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Exchanges with all that was said: from memory where they are there, else from the store, which
 * may take seconds. They come as objects with the columns of the captured table. Safe for every
 * thread, and not for event loops.
 */
public final class WholeExchanges {
  private static final Duration BEFORE = Duration.ofMinutes(5);
  private static final Duration AFTER = Duration.ofHours(1); // shadows come after the teacher
  private static final int VERSION_7 = 7;
  private static final int MOST_OF_ONE_REQUEST = 8;

  private final RecentCaptures recent;
  private final Store store;
  private final WireReader reader = WireReader.withoutTokenEstimates();

  /** Those in memory, and those in a store, which stays open meanwhile. */
  public WholeExchanges(RecentCaptures recent, Store store) {
    this.recent = recent;
    this.store = store;
  }

  /**
   * The exchanges that a request caused, in the order in which they began.
   *
   * @param expected how many are looked for; with so many in memory the store is not asked
   */
  public List<ObjectNode> ofRequest(UUID requestId, int expected) throws IOException {
    List<ObjectNode> found = new ArrayList<>();
    for (Exchange each : recent.exchanges(requestId)) {
      found.add(ExchangeColumns.of(each, reader.read(each)));
    }
    if (found.size() < expected) {
      for (ObjectNode each : stored("request_id", requestId, MOST_OF_ONE_REQUEST)) {
        String id = each.path("exchange_id").asText();
        if (found.stream().noneMatch(known -> known.path("exchange_id").asText().equals(id))) {
          found.add(each);
        }
      }
    }
    found.sort((one, other) -> time(one).compareTo(time(other)));
    return found;
  }

  private static String time(ObjectNode row) {
    return row.path("received_at").asText();
  }

  /**
   * One exchange; an empty list where there is none.
   *
   * @throws IOException if the store cannot be listed, or a file near it is damaged and no other
   *     has it
   */
  public List<ObjectNode> of(UUID exchangeId, UUID requestId) throws IOException {
    Exchange whole = recent.whole(exchangeId, requestId);
    if (whole != null) {
      return List.of(ExchangeColumns.of(whole, reader.read(whole)));
    }
    return stored("exchange_id", exchangeId, 1);
  }

  /**
   * A scan of exchanges, which has not begun.
   *
   * @param lines those it may be asked about
   * @param taker tells of exchanges as objects with those columns of the captured table that hold
   *     what was said
   * @param isOver whether nobody waits for it any more; asked often
   */
  public Scan scan(List<ExchangeLine> lines, Predicate<ObjectNode> taker, BooleanSupplier isOver) {
    return new Scan(recent, store, lines, taker, isOver);
  }

  /** Our ids tell the time (UUIDv7, RFC 9562), and so the hours to look in; others are nowhere. */
  private List<ObjectNode> stored(String column, UUID id, int most) throws IOException {
    List<ObjectNode> found = new ArrayList<>();
    if (id.version() != VERSION_7) {
      return found;
    }
    Instant at = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    Hours near = new Hours(at.minus(BEFORE), at.plus(AFTER));
    IOException damaged = null;
    for (StoredFile file : NewestFiles.of(store, Table.EXCHANGES, near)) {
      try {
        int rows = count(file, column, id.toString());
        if (rows > 0) {
          add(file, column, id.toString(), rows, found);
        }
      } catch (NoSuchFileException mergedMeanwhile) {
        continue; // it shows at the next look
      } catch (Damaged e) {
        damaged = e; // another may have it
      }
      if (found.size() >= most) {
        return found;
      }
    }
    if (damaged != null && found.isEmpty()) {
      throw damaged;
    }
    return found;
  }

  /** How many rows there are; only the one column is read for that. */
  private int count(StoredFile file, String column, String value) throws IOException {
    int rows = 0;
    StoredBytes bytes = new StoredBytes(store.open(file.name()));
    try (RowReader reader = RowReader.open(bytes, Set.of(column))) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        rows += value.equals(row.text(column)) ? 1 : 0;
      }
    } catch (IOException e) {
      throw bytes.areWithheld() ? e : new Damaged(file, e);
    }
    return rows;
  }

  private void add(StoredFile file, String column, String value, int rows, List<ObjectNode> found)
      throws IOException {
    int left = rows;
    StoredBytes bytes = new StoredBytes(store.open(file.name()));
    try (RowReader reader = RowReader.open(bytes)) {
      for (Row row = reader.next(); row != null && left > 0; row = reader.next()) {
        if (value.equals(row.text(column))) {
          found.add(ExchangeColumns.of(row));
          left--;
        }
      }
    } catch (IOException e) {
      throw bytes.areWithheld() ? e : new Damaged(file, e);
    }
  }

  /** A file that the store gave and that cannot be read. */
  private static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(StoredFile file, IOException cause) {
      super(file.name() + ": " + cause.getMessage(), cause);
    }
  }
}
