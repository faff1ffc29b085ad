package dev.understudy.bench.load;

import dev.understudy.bench.traffic.ChatRequest;
import dev.understudy.bench.traffic.Corpus;
import dev.understudy.bench.traffic.Loops;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends load from one thread to servers on loopback. Every load is bounded in time and count and
 * ends by itself, at the latest half a minute after its time. One load at a time; close it in the
 * end.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final int CORPUS_BYTES = 64 << 20;
  private static final long SEED = 1;

  private final EventLoopGroup group = Loops.one();
  private final Corpus corpus;

  /** A generator with enough prose that none comes again within a compressor's window. */
  public LoadGenerator() {
    this(CORPUS_BYTES);
  }

  LoadGenerator(int corpusBytes) {
    this.corpus = new Corpus(corpusBytes, SEED);
  }

  /**
   * A closed loop: each connection sends its next request when the last one is answered.
   *
   * @param port where to, on loopback
   * @param connections how many are kept open
   * @param request what is sent
   * @param atMost no request starts after that time
   * @param requests nor after that many
   */
  public CompletableFuture<Tally> saturate(
      int port, int connections, ChatRequest request, Duration atMost, long requests) {
    return converse(port, connections, request, Duration.ZERO, atMost, requests);
  }

  /**
   * A closed loop of clients that think: each waits a while between an answer, or its connecting,
   * and its next request.
   *
   * @param pause how long each waits
   */
  public CompletableFuture<Tally> converse(
      int port,
      int connections,
      ChatRequest request,
      Duration pause,
      Duration atMost,
      long requests) {
    return new ClosedLoop(group.next(), port, connections, request, corpus, pause, atMost, requests)
        .start();
  }

  /**
   * An open loop: requests start on a fixed schedule, whatever the answers do.
   *
   * @param perSecond how many start per second
   * @param duration how long they do
   */
  public CompletableFuture<Latencies> pace(
      int port, int connections, ChatRequest request, int perSecond, Duration duration) {
    return new OpenLoop(group.next(), port, connections, request, corpus, perSecond, duration)
        .start();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
