package dev.understudy.student.serving.batch;

import dev.understudy.student.model.Model;
import dev.understudy.student.model.Question;
import dev.understudy.student.model.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where questions to one name are put: a line to wait in, threads of its own that answer in
 * batches, and the version of the model that is in office. Safe for every thread; {@link #ask}
 * never blocks.
 */
public final class Desk {
  private static final Logger log = LoggerFactory.getLogger(Desk.class);

  private final String name;
  private final BatchSettings settings;
  private final WaitingLine line;
  private final DeskMeters meters;
  private final List<Thread> workers = new ArrayList<>();
  private volatile Tenure office;
  private volatile long recentBatchNanos = TimeUnit.MILLISECONDS.toNanos(10);

  /** Why a question is withdrawn. */
  public enum Withdrawal {
    /** Whoever asked does not wait any more. */
    CLIENT_GONE,
    /** Its deadline has passed. */
    EXPIRED
  }

  /** A desk at which that model serves; it belongs to the desk from now on. */
  public Desk(Model first, BatchSettings settings, MeterRegistry registry) {
    this.name = first.identity().name();
    this.settings = settings;
    this.office = new Tenure(first);
    this.line = new WaitingLine(settings.queue());
    this.meters = new DeskMeters(registry, name, line);
    for (int i = 0; i < settings.threads(); i++) {
      Thread worker = new Thread(this::work, "student-" + name + "-" + i);
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
  }

  /** The version in office. */
  public Model.Identity identity() {
    return office.model().identity();
  }

  /**
   * Puts a question.
   *
   * @throws NotTaken if too many wait, or the desk is closed
   */
  public Asked ask(Question question) throws NotTaken {
    Asked asked = new Asked(question, System.nanoTime());
    try {
      line.add(asked);
    } catch (NotTaken turnedAway) {
      meters.notComputed(turnedAway.reason() == NotTaken.Reason.FULL ? "queue_full" : "stopping");
      throw turnedAway;
    }
    return asked;
  }

  /** Takes a question back, so that it is not computed; too late once it is part of a batch. */
  public void withdraw(Asked asked, Withdrawal why) {
    if (line.remove(asked)) {
      meters.notComputed(why == Withdrawal.EXPIRED ? "expired" : "client_gone");
    }
  }

  /** About how long the line would take to be answered, were it full; above zero. */
  public Duration patience() {
    long batches = 1 + line.length() / Math.max(1L, (long) mostAtOnce() * settings.threads());
    return Duration.ofNanos(Math.max(1, batches * recentBatchNanos));
  }

  /**
   * Puts the next version in office. Batches under way end with the version before, which is then
   * closed; the next batch is the new one's.
   *
   * @param next a model of the same name; it belongs to the desk from now on
   */
  public synchronized void seat(Model next) {
    if (!next.identity().name().equals(name)) {
      throw new IllegalArgumentException(
          "the desk of " + name + " cannot seat " + next.identity().name());
    }
    Tenure before = office;
    office = new Tenure(next);
    before.end();
  }

  /**
   * Takes no more questions, answers those that wait within the deadline, refuses the rest, and
   * closes the model when its last batch has ended. Blocks; to be called once.
   */
  public void close(Duration deadline) {
    line.close();
    long end = System.nanoTime() + deadline.toNanos();
    try {
      for (Thread worker : workers) {
        worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Asked late : line.take(Integer.MAX_VALUE)) {
      meters.notComputed("stopping");
      late.answer().completeExceptionally(new NotTaken(NotTaken.Reason.CLOSED));
    }
    office.end();
  }

  private int mostAtOnce() {
    return Math.min(settings.size(), office.model().mostAtOnce());
  }

  private void work() {
    try {
      while (line.awaitDue(this::mostAtOnce, settings.linger().toNanos())) {
        answerNext();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerNext() {
    Tenure tenure = entered();
    try {
      int most = Math.min(settings.size(), tenure.model().mostAtOnce());
      List<Asked> batch = line.takeShare(most);
      if (!batch.isEmpty()) {
        long begun = System.nanoTime();
        meters.batch(batch.size());
        batch.forEach(asked -> meters.waited(begun - asked.arrivedNanos()));
        answer(tenure.model(), batch);
        long nanos = System.nanoTime() - begun;
        meters.computed(nanos);
        recentBatchNanos = (3 * recentBatchNanos + nanos) / 4;
      }
    } finally {
      tenure.leave();
    }
  }

  private Tenure entered() {
    while (true) {
      Tenure tenure = office;
      if (tenure.enter()) {
        return tenure;
      }
    }
  }

  /** Where a batch fails, each of its questions is asked alone: one must not spoil the others. */
  private void answer(Model model, List<Asked> batch) {
    try {
      List<Reply> replies = model.answer(batch.stream().map(Asked::question).toList());
      if (replies.size() != batch.size()) {
        throw new IllegalStateException(
            "expected " + batch.size() + " replies, got " + replies.size());
      }
      for (int i = 0; i < batch.size(); i++) {
        meters.answered(replies.get(i));
        batch.get(i).answer().complete(new Answered(replies.get(i), model.identity()));
      }
    } catch (RuntimeException | Error failure) { // whatever it is, somebody waits for an answer
      if (batch.size() > 1) {
        batch.forEach(asked -> answer(model, List.of(asked)));
      } else {
        fail(model, batch.get(0), failure);
      }
    }
  }

  private void fail(Model model, Asked asked, Throwable failure) {
    meters.failed();
    log.atError()
        .addKeyValue("model", name)
        .addKeyValue("version", model.identity().version())
        .addKeyValue("failure", failure.getClass().getName())
        .log("a model failed to answer");
    log.atTrace().setCause(failure).log("its failure, which may quote the question");
    asked.answer().completeExceptionally(new ModelFailure(failure));
  }
}
