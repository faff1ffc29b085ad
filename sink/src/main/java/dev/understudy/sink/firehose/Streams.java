package dev.understudy.sink.firehose;

import dev.understudy.exchange.Table;
import dev.understudy.sink.firehose.FirehoseSettings.Retries;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;

/**
 * The delivery streams of the tables: calls them, at the pace that each asks for, and counts. One
 * thread, but for {@link #deliveries}.
 */
final class Streams implements AutoCloseable {
  private final FirehoseSettings settings;
  private final FirehoseAsyncClient client;
  private final RandomGenerator dice;
  private final Map<Table, Pace> paces = new EnumMap<>(Table.class);
  private volatile Deliveries deliveries = Deliveries.NONE;

  Streams(FirehoseSettings settings, FirehoseAsyncClient client, RandomGenerator dice) {
    this.settings = settings;
    this.client = client;
    this.dice = dice;
    for (Table table : Table.values()) {
      paces.put(table, new Pace(settings.retries()));
    }
  }

  FirehoseSettings settings() {
    return settings;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  /** Counts those too. */
  void count(Deliveries more) {
    deliveries = deliveries.plus(more); // one thread writes
  }

  /** How long to wait at that time before a call for that table. */
  long waitNanos(Table table, long now) {
    return pace(table).waitNanos(now);
  }

  private Pace pace(Table table) {
    return Objects.requireNonNull(paces.get(table));
  }

  /** Sends a batch; what comes of it is heard on a thread of the client. */
  CompletableFuture<?> call(Batch batch, long now, Consumer<Answer> heard) {
    pace(batch.table()).called(now);
    if (batch.attempt() > 1) {
      count(Deliveries.ofResend(batch.lines().size()));
    }
    var call = client.putRecordBatch(batch.request(settings.stream(batch.table())));
    var unused =
        call.whenComplete(
            (response, failure) ->
                heard.accept(
                    response == null
                        ? Answer.of(batch, Objects.requireNonNull(failure))
                        : Answer.of(batch, response)));
    return call;
  }

  /** Learns from an answer. */
  void learn(Answer answer, long now) {
    Pace pace = pace(answer.batch().table());
    switch (answer.kind()) {
      case WHOLE -> pace.faster();
      case SLOWER -> {
        pace.slower(now);
        count(Deliveries.ofThrottle());
      }
      case AGAIN, REFUSED -> {}
    }
    if (!answer.taken().isEmpty()) {
      count(Deliveries.ofBatch(answer.taken().size()));
    }
  }

  /** How long to wait before a batch is sent at its attempt. */
  long pauseNanos(Batch batch) {
    Retries retries = settings.retries();
    long first = retries.firstPause().toNanos();
    long longest = retries.longestPause().toNanos();
    int doublings = Math.min(batch.attempt() - 2, 30);
    long most = first > longest >> doublings ? longest : first << doublings;
    return dice.nextLong(most + 1);
  }

  @Override
  public void close() {
    client.close();
  }
}
