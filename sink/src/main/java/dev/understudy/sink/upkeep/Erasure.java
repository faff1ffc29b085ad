package dev.understudy.sink.upkeep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Table;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Erases the rows of some users: their exchanges, and all that was compared and said of their
 * requests. It ends when a look through every file finds none of them any more.
 */
public final class Erasure {
  /** What an erasure cannot reach, and what to do about it. */
  public static final String NOT_COVERED =
      "Rows in the spools of running gateways are not covered: run it again when capture.segment.age"
          + " is over and segments that wait were carried.";

  private static final int MOST_PASSES = 20;

  /** What tells of a request goes first: while its exchange is there, a repeat can find it. */
  private static final List<Table> ORDER =
      List.of(Table.FEEDBACK, Table.COMPARISONS, Table.EXCHANGES);

  private final Store store;
  private final Clock clock;
  private final Consumer<String> notes;

  /** Erases rows of that store; what is odd is noted, a line each. */
  public Erasure(Store store, Clock clock, Consumer<String> notes) {
    this.store = store;
    this.clock = clock;
    this.notes = notes;
  }

  /**
   * What was erased.
   *
   * @param rows how many rows, by table
   * @param files how many of which file, by its name in the store
   * @param receipt the receipt's name in the store; null where nothing was touched
   */
  public record Erased(Map<Table, Long> rows, Map<String, Long> files, @Nullable String receipt) {
    public Erased {
      rows = Map.copyOf(rows);
      files = Map.copyOf(files);
    }
  }

  /** Tells what {@link #run} would erase; touches nothing. */
  public Erased look(Subjects subjects) throws IOException {
    Doomed doomed = doomed(subjects, ErasureKey.read(store));
    Map<Table, Map<StoredFile, Long>> hits = new EnumMap<>(Table.class);
    for (Table table : tablesToSearch()) {
      hits.put(table, search(() -> TableFiles.of(store, table, Hours.ALL).files(), table, doomed));
    }
    Progress progress = new Progress();
    hits.forEach(
        (table, files) -> files.forEach((file, rows) -> progress.add(table, file.name(), rows)));
    return progress.erased(null);
  }

  /**
   * Erases their rows, and leaves a receipt. Broken off at any moment, it can be run again. Run
   * again later, it also finds what came later of requests whose exchanges it erased before.
   *
   * @throws IOException also where rows keep coming; the message says so
   */
  public Erased run(Subjects subjects) throws IOException {
    try (Lease lease = Lease.take(store, "erase", clock)) {
      ErasureKey key = ErasureKey.make(store);
      Doomed doomed = doomed(subjects, key);
      Receipt receipt = Receipt.begin(store, ErasureReceipts.KIND, clock);
      key.names(subjects.users()).forEach(receipt.told().putArray(ErasureReceipts.USERS)::add);
      Progress progress = new Progress();
      for (int pass = 0; pass < MOST_PASSES; pass++) {
        Map<Table, Map<StoredFile, Long>> hits = search(lease, doomed);
        tell(progress, doomed, receipt.told());
        if (hits.values().stream().allMatch(Map::isEmpty)) {
          lease.confirm();
          receipt.finish();
          return progress.erased(receipt.name());
        }
        receipt.put(); // before the first row goes: a repeat learns the requests from it
        rewrite(hits, new Rewrite(store, lease, doomed), progress);
      }
      throw new IOException(
          "%s: rows were found again after %d passes; stop what puts them and run the erasure again"
              .formatted(store.location(), MOST_PASSES));
    }
  }

  private Doomed doomed(Subjects subjects, @Nullable ErasureKey key) throws IOException {
    Set<RequestDigest> requests = new HashSet<>();
    subjects.requests().forEach(request -> requests.add(RequestDigest.of(request)));
    if (key != null) {
      requests.addAll(new ErasureReceipts(store).requestsOf(key.names(subjects.users())));
    }
    return new Doomed(subjects.users(), requests);
  }

  /** Exchanges first, as they tell the requests. */
  private static Collection<Table> tablesToSearch() {
    return List.of(Table.EXCHANGES, Table.COMPARISONS, Table.FEEDBACK);
  }

  private Map<Table, Map<StoredFile, Long>> search(Lease lease, Doomed doomed) throws IOException {
    Leftovers leftovers = new Leftovers(store, lease, notes);
    Map<Table, Map<StoredFile, Long>> hits = new EnumMap<>(Table.class);
    for (Table table : tablesToSearch()) {
      hits.put(table, search(() -> leftovers.remove(table), table, doomed));
      lease.confirm();
    }
    return hits;
  }

  private Map<StoredFile, Long> search(Finding finding, Table table, Doomed doomed)
      throws IOException {
    for (int i = 1; i < MOST_PASSES; i++) {
      try {
        return search(finding.files(), table, doomed);
      } catch (NoSuchFileException mergedMeanwhile) {
        // once more
      }
    }
    return search(finding.files(), table, doomed);
  }

  private interface Finding {
    List<StoredFile> files() throws IOException;
  }

  private Map<StoredFile, Long> search(List<StoredFile> files, Table table, Doomed doomed)
      throws IOException {
    Map<StoredFile, Long> hits = new LinkedHashMap<>();
    for (StoredFile file : files) {
      long rows = Rewrite.count(store, table, file, doomed);
      if (rows > 0) {
        hits.put(file, rows);
      }
    }
    return hits;
  }

  private static void rewrite(
      Map<Table, Map<StoredFile, Long>> hits, Rewrite rewrite, Progress progress)
      throws IOException {
    for (Table table : ORDER) {
      for (StoredFile file : hits.getOrDefault(table, Map.of()).keySet()) {
        progress.add(table, file.name(), rewrite.run(table, file));
      }
    }
  }

  private static void tell(Progress progress, Doomed doomed, ObjectNode receipt) {
    ArrayNode requests = receipt.putArray(ErasureReceipts.REQUESTS);
    doomed.requests().forEach(request -> requests.add(request.toHex()));
    ObjectNode rows = receipt.putObject("rows");
    progress.rows.forEach((table, count) -> rows.put(table.word(), count));
    ObjectNode files = receipt.putObject("files");
    progress.files.forEach(files::put);
    receipt.put("not_covered", NOT_COVERED);
  }

  /** What is erased so far. */
  private static final class Progress {
    private final Map<Table, Long> rows = new EnumMap<>(Table.class);
    private final Map<String, Long> files = new LinkedHashMap<>();

    void add(Table table, String file, long erased) {
      rows.merge(table, erased, Long::sum);
      files.merge(file, erased, Long::sum);
    }

    Erased erased(@Nullable String receipt) {
      return new Erased(rows, files, receipt);
    }
  }
}
