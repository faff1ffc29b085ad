package dev.understudy.bench.load;

import dev.understudy.bench.traffic.ChatRequest;
import dev.understudy.bench.traffic.Corpus;
import dev.understudy.bench.traffic.Loops;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Each connection sends its next request when the last one is answered, at once or after a pause.
 */
final class ClosedLoop implements Connection.Owner {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 10;

  private final CompletableFuture<Tally> done = new CompletableFuture<>();
  private final Tally tally = new Tally();
  private final EventLoop loop;
  private final Connections connections;
  private final Duration pause;
  private final Duration atMost;
  private final long requests;
  private long sent;
  private long startNanos;
  private long lastAnswerNanos;

  ClosedLoop(
      EventLoop loop,
      int port,
      int connections,
      ChatRequest request,
      Corpus corpus,
      Duration pause,
      Duration atMost,
      long requests) {
    this.loop = loop;
    this.pause = pause;
    this.atMost = atMost;
    this.requests = requests;
    this.connections = new Connections(loop, port, connections, request, corpus, tally, this);
  }

  CompletableFuture<Tally> start() {
    loop.execute(
        () -> {
          startNanos = System.nanoTime();
          lastAnswerNanos = startNanos;
          connections.fill();
          look();
        });
    return done;
  }

  @Override
  public void onIdle(Connection connection) {
    if (pause.isZero()) {
      sendOn(connection);
    } else {
      Loops.later(loop, pause.toNanos(), TimeUnit.NANOSECONDS, () -> sendOn(connection));
    }
  }

  private void sendOn(Connection connection) {
    if (!isOver() && connection.isOpen()) {
      connection.send(sent++, System.nanoTime());
    }
  }

  @Override
  public void onAnswer(@Nullable String problem, int pieces, long intendedNanos) {
    lastAnswerNanos = System.nanoTime();
    if (problem == null) {
      tally.countAnswered(pieces);
    } else {
      tally.countError(problem);
    }
  }

  @Override
  public void onGone(Connection connection) {
    connections.onGone(connection);
  }

  private boolean isOver() {
    return sent >= requests
        || connections.isHopeless()
        || System.nanoTime() - startNanos >= atMost.toNanos();
  }

  private void look() {
    int busy = connections.busy();
    boolean late = System.nanoTime() - startNanos >= atMost.plus(GRACE).toNanos();
    if (isOver() && (busy == 0 || late)) {
      tally.setTook(Duration.ofNanos(lastAnswerNanos - startNanos));
      connections.close(); // those still busy count themselves as cut
      loop.execute(() -> done.complete(tally));
    } else {
      Loops.later(loop, LOOK_MILLIS, TimeUnit.MILLISECONDS, this::look);
    }
  }
}
