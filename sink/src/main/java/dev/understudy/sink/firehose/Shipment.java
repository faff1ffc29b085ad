package dev.understudy.sink.firehose;

import dev.understudy.sink.firehose.sent.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches of one segment on their way: a few at a time, what was not taken sent again, what was
 * taken noted. One thread does everything; only answers come from others.
 */
final class Shipment implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shipment.class);

  /** How long a shipment that is given up listens, so that less is sent twice. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

  private final Streams streams;
  private final Progress progress;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<CompletableFuture<?>> calls = new HashSet<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private int underWay;

  /** A batch and when it may be sent. */
  private record Waiting(Batch batch, long due) {}

  Shipment(Streams streams, Progress progress) {
    this.streams = streams;
    this.progress = progress;
  }

  /**
   * Sends a batch when there is room for it.
   *
   * @throws IOException if a batch sent before could not be delivered
   */
  void send(Batch batch) throws IOException {
    while (underWay + waiting.size() >= streams.settings().underWay()) {
      step();
    }
    waiting.add(new Waiting(batch, System.nanoTime()));
    callWhatIsDue();
  }

  /**
   * Waits until all that was sent is taken.
   *
   * @throws IOException if it could not be
   */
  void finish() throws IOException {
    while (underWay + waiting.size() > 0) {
      step();
    }
  }

  private void step() throws IOException {
    long wait = callWhatIsDue();
    Answer answer;
    try {
      answer = answers.poll(wait, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a delivery stream was to take records");
    }
    if (answer != null) {
      settle(answer);
      sendAgain(answer);
    }
  }

  /** Calls for all batches whose time has come; answers how long nothing else becomes due. */
  private long callWhatIsDue() {
    long wait = TimeUnit.HOURS.toNanos(1); // every call ends, by its timeout
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting next = each.next();
      long now = System.nanoTime();
      long left = Math.max(next.due() - now, streams.waitNanos(next.batch().table(), now));
      if (left <= 0) {
        each.remove();
        underWay++;
        calls.add(streams.call(next.batch(), now, answers::add));
      } else {
        wait = Math.min(wait, left);
      }
    }
    calls.removeIf(CompletableFuture::isDone);
    return wait;
  }

  private void settle(Answer answer) throws IOException {
    underWay--;
    streams.learn(answer, System.nanoTime());
    if (!answer.taken().isEmpty()) {
      progress.add(Batch.indexes(answer.taken()));
    }
  }

  private void sendAgain(Answer answer) throws IOException {
    if (answer.notTaken().isEmpty()) {
      return;
    }
    Batch batch = answer.batch();
    String stream = streams.settings().stream(batch.table());
    if (answer.kind() == Answer.Kind.REFUSED) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "delivery stream %s refuses records (%s): see that it exists and that this gateway"
                  + " may call firehose:PutRecordBatch on it",
              stream,
              answer.trouble()));
    }
    if (batch.attempt() >= streams.settings().retries().attempts()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "delivery stream %s did not take %d records after %d attempts (%s)",
              stream,
              answer.notTaken().size(),
              batch.attempt(),
              answer.trouble()));
    }
    Batch again = batch.again(answer.notTaken());
    waiting.add(new Waiting(again, System.nanoTime() + streams.pauseNanos(again)));
  }

  /** Gives up what was not taken yet; answers that come at once are still noted. */
  @Override
  public void close() {
    waiting.clear();
    boolean interrupted = Thread.interrupted();
    long deadline = System.nanoTime() + LAST_ANSWERS.toNanos();
    try {
      while (underWay > 0) {
        Answer answer = pollUntil(deadline);
        if (answer == null) {
          break;
        }
        settle(answer);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("progress could not be written; records are sent twice");
    }
    calls.forEach(call -> call.cancel(true));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Answer pollUntil(long deadline) throws InterruptedException {
    return answers.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
  }
}
