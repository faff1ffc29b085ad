package dev.understudy.bench.dataset;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.ExchangeDraft;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.drain.Rows;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes calls as a gateway does, through the sink: a file of exchanges and one of feedback an
 * hour, as compaction leaves them, the hours spread over two weeks.
 */
final class Captures {
  private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
  private static final int MOST_ROWS = 40_000; // of a file
  private static final int FEWEST_FILES = 3;
  private static final int HOURS = 14 * 24;
  private static final int JUDGED = 50; // one in so many
  private static final String INSTANCE = "bench";

  private final Traffic traffic;
  private final long rows;
  private final int files;
  private final long rowsOfAFile;

  private Captures(Traffic traffic, long rows) {
    this.traffic = traffic;
    this.rows = rows;
    this.files = (int) Math.max(FEWEST_FILES, (rows + MOST_ROWS - 1) / MOST_ROWS);
    this.rowsOfAFile = (rows + files - 1) / files;
  }

  /**
   * Writes so many exchanges into a folder, and what people said of one in fifty.
   *
   * @param rows at most 13 million: the hours of two weeks
   */
  static void write(Path folder, Traffic traffic, long rows) throws IOException {
    Captures captures = new Captures(traffic, rows);
    try (Store store = FolderStore.open(folder)) {
      IntStream.range(0, captures.files)
          .parallel()
          .forEach(
              hour -> {
                try {
                  captures.hour(store, hour);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void hour(Store store, int hour) throws IOException {
    Rows readings = new Rows(WireReader.withTokenEstimates()::read);
    long first = hour * rowsOfAFile;
    Instant begin = BEGIN.plus(Duration.ofHours((long) hour * HOURS / files));
    try (Hour exchanges = new Hour(store, Table.EXCHANGES, begin, hour);
        Hour feedback = new Hour(store, Table.FEEDBACK, begin, hour)) {
      for (long number = first; number < Math.min(rows, first + rowsOfAFile); number++) {
        long nanos = Duration.ofHours(1).toNanos() / rowsOfAFile * (number - first);
        Exchange exchange = exchange(number, begin.plusNanos(nanos));
        exchanges.writer.write(readings.of(exchange));
        Feedback said = feedback(number, exchange.requestId(), begin);
        if (said != null) {
          feedback.writer.write(readings.of((Entry) said));
        }
      }
    }
  }

  private Exchange exchange(long number, Instant at) {
    Call call = traffic.call(number);
    UUID id = id(number, at);
    boolean failed = traffic.dice(number, 5).nextInt(200) == 0;
    return new ExchangeDraft(
            id, new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ 1), at)
        .takenBy(INSTANCE)
        .routed(call.app(), "teacher", null)
        .by(call.app(), call.user(), call.session())
        .to("teacher")
        .mayTrain("yes")
        .ended(failed ? 429 : 200, Outcome.COMPLETE, null)
        .took(Duration.ofMillis(400), Duration.ofMillis(900))
        .requestHeader("content-type", "application/json")
        .responseHeader("content-type", "application/json")
        .saying(
            call.request(),
            failed ? "{\"error\":{\"message\":\"rate limit\"}}" : call.response(number))
        .made();
  }

  private @Nullable Feedback feedback(long number, UUID request, Instant hour) {
    SplittableRandom dice = traffic.dice(number, 6);
    if (dice.nextInt(JUDGED) != 0) {
      return null;
    }
    boolean corrects = traffic.call(number).app().equals("moderation") && dice.nextBoolean();
    int right = dice.nextInt(5) == 0 ? 1 : 0;
    return new Feedback(
        request,
        hour.plus(Duration.ofMinutes(59)),
        INSTANCE,
        corrects ? null : (Double) (double) dice.nextInt(2),
        corrects ? Integer.toString(right) : null,
        corrects ? "{\"is_bad\": %d, \"reason\": \"judged by hand\"}".formatted(right) : null,
        "human",
        null);
  }

  /** An identifier of version 7 (RFC 9562). */
  private UUID id(long number, Instant at) {
    long random = traffic.dice(number, 7).nextLong();
    return new UUID(
        at.toEpochMilli() << 16 | 0x7000 | (random & 0xfff),
        Long.MIN_VALUE | (random >>> 34) << 32 | (number & 0xffff_ffffL));
  }

  /** One file, put when it is closed. */
  private static final class Hour implements AutoCloseable {
    private final Store store;
    private final String name;
    private final Path staged;
    private final TableFileWriter writer;

    Hour(Store store, Table table, Instant begin, int hour) throws IOException {
      this.store = store;
      String segment = "hour-%06d".formatted(hour);
      this.name = TableLayout.of(table).fileName(TableLayout.partition(begin), INSTANCE, segment);
      this.staged = store.stage(name);
      this.writer = TableFileWriter.create(staged, table, INSTANCE, segment);
    }

    @Override
    public void close() throws IOException {
      writer.close();
      store.putIfAbsent(name, staged);
    }
  }
}
