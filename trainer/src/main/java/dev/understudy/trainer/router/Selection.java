package dev.understudy.trainer.router;

import dev.understudy.exchange.Table;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.table.Hours;
import dev.understudy.trainer.corpus.CaptureFile;
import dev.understudy.trainer.corpus.CaptureFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which captured requests are looked at.
 *
 * @param captures the stores, at least one
 * @param route the route's name
 * @param student the upstream whose answers are judged; null where only one was compared
 * @param version that version of it; null for the one compared last
 * @param from the earliest moment, or null for the beginning
 * @param to the moment before which all arrived, or null for the end
 */
public record Selection(
    List<StorePlace> captures,
    String route,
    @Nullable String student,
    @Nullable String version,
    @Nullable Instant from,
    @Nullable Instant to) {
  public Selection {
    captures = List.copyOf(captures);
    Objects.requireNonNull(route, "route");
    if (captures.isEmpty()) {
      throw new IllegalArgumentException("captures must be named");
    }
  }

  /** All of a route. */
  public static Selection of(List<StorePlace> captures, String route) {
    return new Selection(captures, route, null, null, null, null);
  }

  /** The stores as people write them. */
  String places() {
    return captures.stream().map(StorePlace::toString).collect(Collectors.joining(", "));
  }

  /** Whether a request that arrived then is looked at. */
  boolean covers(@Nullable Number micros) {
    return micros != null
        && (from == null || micros.longValue() >= micros(from))
        && (to == null || micros.longValue() < micros(to));
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }

  /** The files of a table in which such requests may be, in the order of their names. */
  List<CaptureFile> files(Table table) throws IOException {
    // People judge, and students are compared, later than requests arrive.
    Hours hours = table == Table.EXCHANGES ? new Hours(from, to) : Hours.since(from);
    List<CaptureFile> files = new ArrayList<>();
    for (StorePlace place : captures) {
      files.addAll(CaptureFiles.list(place, table, hours));
    }
    files.sort(Comparator.comparing(CaptureFile::shown));
    return files;
  }
}
