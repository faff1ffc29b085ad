package dev.understudy.trainer.drift;

import dev.understudy.exchange.Table;
import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.table.Hours;
import dev.understudy.sink.table.TableFiles;
import dev.understudy.trainer.corpus.RequestColumns;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a route as they came, read out of captures folder by folder, which is hour by
 * hour. Only one hour's are in memory at a time.
 */
final class CapturedInputs {
  private static final String PRIMARY = "primary";

  private final StorePlace place;
  private final String route;

  /**
   * Captures that will be read.
   *
   * @param place where they are
   * @param route the route's name
   */
  CapturedInputs(StorePlace place, String route) {
    this.place = place;
    this.route = route;
  }

  /**
   * A request.
   *
   * @param id its id
   * @param at when it arrived
   * @param key the conversation's or user's, or null
   * @param request what was captured of it
   */
  record Captured(String id, Instant at, @Nullable String key, CapturedRequest request) {}

  /**
   * Hands on each in the order in which they came.
   *
   * @return the names of all routes there are, and how many requests each had
   * @throws IOException if something cannot be read, or there is nothing; the message names it
   */
  Map<String, Long> each(Consumer<Captured> consumer) throws IOException {
    Store store = place.openForReading();
    Map<String, List<StoredFile>> folders = new TreeMap<>();
    for (StoredFile file : TableFiles.of(store, Table.EXCHANGES, Hours.ALL).files()) {
      String folder = file.name().substring(0, file.name().lastIndexOf('/') + 1);
      folders.computeIfAbsent(folder, any -> new ArrayList<>()).add(file);
    }
    if (folders.isEmpty()) {
      throw new IOException(
          place + ": holds no captured exchanges; give the folder that capture.store names");
    }
    Map<String, Long> routes = new TreeMap<>();
    for (List<StoredFile> files : folders.values()) {
      List<Captured> requests = new ArrayList<>();
      for (StoredFile file : files) {
        read(store, file, requests, routes);
      }
      requests.sort(Comparator.comparing(Captured::at).thenComparing(Captured::id));
      requests.forEach(consumer);
    }
    return routes;
  }

  private void read(Store store, StoredFile file, List<Captured> requests, Map<String, Long> routes)
      throws IOException {
    Set<String> columns = new HashSet<>(RequestColumns.COLUMNS);
    columns.addAll(
        List.of("request_id", "role", "received_at", "route", "session", "user_pseudonym"));
    try (RowReader reader = RowReader.open(store.open(file.name()), columns)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        String of = row.text("route");
        if (PRIMARY.equals(row.text("role")) && of != null) {
          routes.merge(of, 1L, Long::sum);
          if (of.equals(route)) {
            requests.add(captured(row));
          }
        }
      }
    } catch (IOException broken) {
      throw new IOException(
          "%s/%s: cannot be read (%s); move it out of the captures to go on without it"
              .formatted(place, file.name(), broken.getMessage()),
          broken);
    }
  }

  private static Captured captured(Row row) throws IOException {
    String id = row.text("request_id");
    Number at = row.number("received_at");
    if (id == null || at == null) {
      throw new IOException("a row has no request_id or no received_at");
    }
    String session = row.text("session");
    return new Captured(
        id,
        Instant.EPOCH.plus(at.longValue(), ChronoUnit.MICROS),
        session == null ? row.text("user_pseudonym") : session,
        RequestColumns.of(row));
  }
}
