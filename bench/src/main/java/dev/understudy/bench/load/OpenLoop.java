package dev.understudy.bench.load;

import dev.understudy.bench.traffic.ChatRequest;
import dev.understudy.bench.traffic.Corpus;
import dev.understudy.bench.traffic.Loops;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Requests start on a fixed schedule, whatever the answers do; latency counts from the moment a
 * request was meant to start, so waiting for a free connection is part of it and nothing is
 * omitted.
 */
final class OpenLoop implements Connection.Owner {
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 10;

  private final CompletableFuture<Latencies> done = new CompletableFuture<>();
  private final Histogram histogram = Latencies.empty();
  private final Tally tally = new Tally();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final EventLoop loop;
  private final Connections connections;
  private final int wanted;
  private final int perSecond;
  private final Duration duration;
  private final long openedNanos = System.nanoTime();
  private @Nullable Schedule schedule;
  private long sent;

  OpenLoop(
      EventLoop loop,
      int port,
      int connections,
      ChatRequest request,
      Corpus corpus,
      int perSecond,
      Duration duration) {
    this.loop = loop;
    this.wanted = connections;
    this.perSecond = perSecond;
    this.duration = duration;
    this.connections = new Connections(loop, port, connections, request, corpus, tally, this);
  }

  CompletableFuture<Latencies> start() {
    loop.execute(
        () -> {
          connections.fill();
          look();
        });
    return done;
  }

  /** Starts the schedule when all are connected; ends it when all is answered. */
  private void look() {
    Schedule running = schedule;
    long now = System.nanoTime();
    if (running == null) {
      if (idle.size() == wanted || now - openedNanos > CONNECTING.toNanos()) {
        schedule = new Schedule(now, perSecond, duration.toMillis() * perSecond / 1_000);
        pump();
      }
    } else {
      boolean late = now - running.startNanos() >= duration.plus(GRACE).toNanos();
      if (late || connections.isHopeless() || (isAllSent(running) && connections.busy() == 0)) {
        finish(running, now);
        return;
      }
    }
    Loops.later(loop, LOOK_MILLIS, TimeUnit.MILLISECONDS, this::look);
  }

  private void finish(Schedule running, long now) {
    tally.setTook(Duration.ofNanos(now - running.startNanos()));
    for (long unsent = running.count() - sent; unsent > 0; unsent--) {
      tally.countError("never sent");
    }
    connections.close();
    loop.execute(() -> done.complete(new Latencies(histogram, tally)));
  }

  private boolean isAllSent(Schedule running) {
    return sent >= running.count();
  }

  /** Sends what is due as far as there are free connections, then waits for the next one. */
  private void pump() {
    sendDue();
    Schedule running = schedule;
    if (running != null && !isAllSent(running)) {
      long next = Math.max(running.dueBy(System.nanoTime()), sent);
      long wait = running.dueNanos(next) - System.nanoTime();
      Loops.later(loop, Math.max(wait, 1), TimeUnit.NANOSECONDS, this::pump);
    }
  }

  private void sendDue() {
    Schedule running = schedule;
    if (running == null) {
      return;
    }
    long due = running.dueBy(System.nanoTime());
    while (sent < due && !idle.isEmpty()) {
      Connection connection = idle.poll();
      connection.send(sent, running.dueNanos(sent));
      sent++;
    }
  }

  @Override
  public void onIdle(Connection connection) {
    idle.add(connection);
    sendDue();
  }

  @Override
  public void onAnswer(@Nullable String problem, int pieces, long intendedNanos) {
    if (problem == null) {
      tally.countAnswered(pieces);
      histogram.recordValue(
          Math.min(System.nanoTime() - intendedNanos, histogram.getHighestTrackableValue()));
    } else {
      tally.countError(problem);
    }
  }

  @Override
  public void onGone(Connection connection) {
    idle.remove(connection);
    connections.onGone(connection);
  }
}
