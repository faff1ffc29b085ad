package dev.understudy.sink.firehose;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.sink.drain.Rows;
import dev.understudy.sink.drain.SegmentTarget;
import dev.understudy.sink.firehose.sent.Indexes;
import dev.understudy.sink.firehose.sent.Progress;
import dev.understudy.sink.firehose.sent.SegmentId;
import dev.understudy.sink.firehose.sent.SentLedger;
import dev.understudy.sink.firehose.sent.SentSegment;
import dev.understudy.sink.firehose.sent.TableHour;
import dev.understudy.sink.spool.Counts;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentReader;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;

/**
 * Carries segments into delivery streams, one per table: each record as one line of JSON, at least
 * once, under an id that is the same however often it is sent. Which records were taken is kept in
 * a folder, so that a crash doubles at most the batches that were under way.
 *
 * <p>Segments are carried by one thread; {@link #deliveries} may be asked by any.
 */
public final class FirehoseTarget implements SegmentTarget, AutoCloseable {
  private final Streams streams;
  private final LinePress press;
  private final Path progress;
  private final SentLedger ledger;
  private final Clock clock;

  /** A target that calls through that client, which is closed with it. */
  FirehoseTarget(
      FirehoseSettings settings,
      FirehoseAsyncClient client,
      Path folder,
      Store claims,
      Function<Exchange, Reading> wire,
      Clock clock,
      RandomGenerator dice) {
    this.streams = new Streams(settings, client, dice);
    this.press = new LinePress(new Rows(wire), claims, streams::count);
    this.progress = folder.resolve("progress");
    this.ledger = new SentLedger(folder.resolve("sent"));
    this.clock = clock;
  }

  /**
   * A target with credentials found by the SDK's default chain (environment, web identity, profile,
   * container, instance). The caller closes it, and the store after it.
   *
   * @param folder a folder on a local disk, beside the spool and as private to this gateway: keeps
   *     the progress ({@code progress/}) and the ledger of sent ids ({@code sent/})
   * @param claims where records go that are too large for a stream
   * @param wire reads the wire, such as the {@code read} of a {@code WireReader}
   */
  public static FirehoseTarget open(
      FirehoseSettings settings, Path folder, Store claims, Function<Exchange, Reading> wire) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(claims, "claims");
    FirehoseAsyncClient client =
        FirehoseClients.open(settings, DefaultCredentialsProvider.builder().build());
    return new FirehoseTarget(
        settings, client, folder, claims, wire, Clock.systemUTC(), new Random());
  }

  /**
   * {@inheritDoc} Here a record may be doubled: where a call's answer was lost, or was not noted
   * before a crash.
   */
  @Override
  public Carried carry(SealedSegment segment) throws IOException {
    try (SegmentReader reader = segment.read()) {
      SegmentId id = new SegmentId(reader.instance(), segment.name());
      Optional<SentSegment> before = ledger.find(id);
      if (before.isPresent()) {
        return sentBefore(reader, before.get());
      }
      send(reader, id);
      ledger.forget(streams.settings().kept(), clock.instant());
      return new Carried(reader.counts(), reader.lost(), reader.damage());
    }
  }

  /** What an earlier turn had sent and could not delete. What it lost since then is not lost. */
  private static Carried sentBefore(SegmentReader reader, SentSegment sent) throws IOException {
    Entry each;
    do {
      each = reader.next();
    } while (each != null);
    Counts counts = Counts.NONE;
    for (Table table : Table.values()) {
      counts = counts.plus(table, sent.count(table));
    }
    long found = counts.total() - reader.records();
    return new Carried(counts, Math.max(0, reader.lost() - found), reader.damage());
  }

  private void send(SegmentReader reader, SegmentId id) throws IOException {
    Map<TableHour, Indexes> records = new TreeMap<>();
    try (Progress done = Progress.open(progress, id)) {
      try (Shipment shipment = new Shipment(streams, done)) {
        Map<Table, Tray> trays = trays();
        for (Entry each = reader.next(); each != null; each = reader.next()) {
          int index = reader.index();
          records
              .computeIfAbsent(TableHour.of(each.table(), each.at()), where -> new Indexes())
              .add(index);
          if (!done.hasTaken(index)) {
            Line line = press.line(each, id, index);
            Tray tray = Objects.requireNonNull(trays.get(each.table()));
            if (!tray.hasRoomFor(line)) {
              shipment.send(tray.take());
            }
            tray.add(line);
          }
        }
        for (Tray tray : trays.values()) {
          if (!tray.isEmpty()) {
            shipment.send(tray.take());
          }
        }
        shipment.finish();
      }
      if (!records.isEmpty()) {
        ledger.add(new SentSegment(id, clock.instant(), records));
      }
      done.delete();
    }
  }

  private static Map<Table, Tray> trays() {
    Map<Table, Tray> trays = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      trays.put(table, new Tray(table));
    }
    return trays;
  }

  /** What went to the streams since the start. */
  public Deliveries deliveries() {
    return streams.deliveries();
  }

  /** Closes the client. */
  @Override
  public void close() {
    streams.close();
  }
}
