package dev.understudy.trainer.drift;

import dev.understudy.diff.drift.RequestKeys;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.table.Hours;
import dev.understudy.trainer.corpus.CaptureFile;
import dev.understudy.trainer.corpus.CaptureFiles;
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
 *
 * @param place where they are
 * @param route the route's name
 * @param from the earliest moment, or null for the beginning
 * @param to the moment before which all arrived, or null for the end
 */
record CapturedInputs(
    StorePlace place, String route, @Nullable Instant from, @Nullable Instant to) {
  private static final String PRIMARY = "primary";
  private static final Set<String> COLUMNS = columns();

  /**
   * A request.
   *
   * @param id its id
   * @param at when it arrived
   * @param keys by what it hangs together with others
   * @param request what was captured of it
   * @param launch how the route served it
   * @param upstream who answered it
   * @param output the whole answer's text, or null where it has none, failed or was broken off
   */
  record Captured(
      String id,
      Instant at,
      RequestKeys keys,
      CapturedRequest request,
      String launch,
      String upstream,
      @Nullable String output) {
    /** Never the content. */
    @Override
    public String toString() {
      return "Captured[" + id + "]";
    }
  }

  private static Set<String> columns() {
    Set<String> columns = new HashSet<>(RequestColumns.COLUMNS);
    columns.addAll(List.of("request_id", "role", "received_at", "route", "launch", "upstream"));
    columns.addAll(List.of("session", "user_pseudonym", "bucket", "status", "outcome", "output"));
    return Set.copyOf(columns);
  }

  /**
   * Hands on each in the order in which they came.
   *
   * @return the names of all routes there are, and how many requests each had
   * @throws IOException if something cannot be listed, or there is nothing; the message names it
   */
  Map<String, Long> each(Consumer<Captured> consumer) throws IOException {
    Map<String, List<CaptureFile>> folders = new TreeMap<>();
    for (CaptureFile file : CaptureFiles.list(place, Table.EXCHANGES, new Hours(from, to))) {
      String folder = file.name().substring(0, file.name().lastIndexOf('/') + 1);
      folders.computeIfAbsent(folder, any -> new ArrayList<>()).add(file);
    }
    if (folders.isEmpty()) {
      throw new IOException(place + ": holds no captured exchanges" + remedy());
    }
    Map<String, Long> routes = new TreeMap<>();
    for (List<CaptureFile> files : folders.values()) {
      List<Captured> requests = new ArrayList<>();
      for (CaptureFile file : files) {
        try (var rows = CaptureFiles.rows(file, COLUMNS, row -> take(row, requests, routes))) {
          while (rows.hasNext()) {
            rows.next();
          }
        }
      }
      requests.sort(Comparator.comparing(Captured::at).thenComparing(Captured::id));
      requests.forEach(consumer);
    }
    return routes;
  }

  private String remedy() {
    return from == null && to == null
        ? "; give the folder that capture.store names"
        : " of that time; widen --from and --to, or give the folder that capture.store names";
  }

  /** Takes a row; whether it is one of these. */
  private Boolean take(Row row, List<Captured> requests, Map<String, Long> routes) {
    String of = row.text("route");
    if (!PRIMARY.equals(row.text("role")) || of == null) {
      return false;
    }
    Instant at = Instant.EPOCH.plus(number(row, "received_at").longValue(), ChronoUnit.MICROS);
    if ((from != null && at.isBefore(from)) || (to != null && !at.isBefore(to))) {
      return false;
    }
    routes.merge(of, 1L, Long::sum);
    return of.equals(route) && requests.add(captured(row, at));
  }

  private static Captured captured(Row row, Instant at) {
    Number bucket = row.number("bucket");
    return new Captured(
        text(row, "request_id"),
        at,
        new RequestKeys(
            row.text("session"),
            row.text("user_pseudonym"),
            bucket == null ? null : (Double) bucket.doubleValue()),
        RequestColumns.of(row),
        text(row, "launch"),
        text(row, "upstream"),
        isWhole(row) ? row.text("output") : null);
  }

  private static boolean isWhole(Row row) {
    Number status = row.number("status");
    return "complete".equals(row.text("outcome")) && status != null && status.intValue() / 100 == 2;
  }

  private static String text(Row row, String column) {
    String text = row.text(column);
    if (text == null) {
      throw new IllegalArgumentException("a row has no " + column);
    }
    return text;
  }

  private static Number number(Row row, String column) {
    Number number = row.number(column);
    if (number == null) {
      throw new IllegalArgumentException("a row has no " + column);
    }
    return number;
  }
}
