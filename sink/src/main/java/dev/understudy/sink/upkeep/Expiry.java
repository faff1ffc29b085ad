package dev.understudy.sink.upkeep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Table;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.Partition;
import dev.understudy.sink.table.TableFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deletes the files of hours that are older than they are to be kept. */
public final class Expiry {
  private final Store store;
  private final Clock clock;

  /** Expires files of that store. */
  public Expiry(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * What is too old.
   *
   * @param files by table
   * @param before hours that were over by then are too old
   * @param receipt the receipt's name in the store; null where nothing was deleted
   */
  public record Expired(List<Part> files, Instant before, @Nullable String receipt) {
    public Expired {
      files = List.copyOf(files);
    }
  }

  /**
   * What is too old of one table.
   *
   * @param table the table
   * @param names the files
   * @param bytes their size together
   */
  public record Part(Table table, List<String> names, long bytes) {
    public Part {
      names = List.copyOf(names);
    }
  }

  /** Tells what {@link #run} would delete; touches nothing. */
  public Expired look(Collection<Table> tables, Instant before) throws IOException {
    return new Expired(find(tables, before), before, null);
  }

  /**
   * Deletes every file of hours that were over by then, and leaves a receipt where there were any.
   * Broken off at any moment, it can be run again.
   */
  public Expired run(Collection<Table> tables, Instant before) throws IOException {
    try (Lease lease = Lease.take(store, "expire", clock)) {
      List<Part> found = find(tables, before);
      if (found.isEmpty()) {
        return new Expired(found, before, null);
      }
      Receipt receipt = Receipt.begin(store, "expiry", clock);
      tell(found, before, receipt.told());
      receipt.put();
      for (Part part : found) {
        for (String name : part.names()) {
          lease.confirm();
          store.delete(name);
        }
      }
      lease.confirm();
      receipt.finish();
      return new Expired(found, before, receipt.name());
    }
  }

  private List<Part> find(Collection<Table> tables, Instant before) throws IOException {
    List<Part> found = new ArrayList<>();
    for (Table table : tables) {
      TableFiles all = TableFiles.of(store, table, new Hours(null, before));
      // Merged files go before the one that holds their rows, so that none comes back.
      List<StoredFile> old =
          Stream.concat(all.replaced().stream(), all.files().stream())
              .filter(
                  file ->
                      Partition.of(file.name())
                          .filter(partition -> !partition.end().isAfter(before))
                          .isPresent())
              .toList();
      if (!old.isEmpty()) {
        found.add(
            new Part(
                table,
                old.stream().map(StoredFile::name).toList(),
                old.stream().mapToLong(StoredFile::bytes).sum()));
      }
    }
    return found;
  }

  private static void tell(List<Part> found, Instant before, ObjectNode receipt) {
    receipt.put("hours_before", before.toString());
    ObjectNode tables = receipt.putObject("tables");
    for (Part part : found) {
      ObjectNode table = tables.putObject(part.table().word());
      table.put("files", part.names().size()).put("bytes", part.bytes());
      part.names().forEach(table.putArray("names")::add);
    }
  }
}
