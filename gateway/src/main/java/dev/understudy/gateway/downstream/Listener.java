package dev.understudy.gateway.downstream;

import dev.understudy.gateway.config.GatewayConfig;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The traffic port on one event loop: HTTP/1.1 and HTTP/2, cleartext (with prior knowledge) or TLS
 * (by ALPN). Turns away what is malformed or ambiguous with a 400 and a closed connection; hands
 * everything else on.
 */
public final class Listener {
  /** A free port that all event loops share; with 0 each would get its own. */
  private static final int ANY_PORT = -1;

  private final HttpServer server;
  private final BooleanSupplier ending;
  private final Set<HttpConnection> turnedAway = new HashSet<>();

  /** Serves the requests a listener lets through. */
  @FunctionalInterface
  public interface Serving {
    /**
     * Takes over a request whose body nobody has read.
     *
     * @param receivedNanos {@link System#nanoTime()} when its head arrived
     */
    void serve(HttpServerRequest request, long receivedNanos);
  }

  /**
   * A listener that does not listen yet.
   *
   * @param ending whether the gateway is about to end: connections of HTTP/1 are given up then as
   *     their answers end, as is said in the answers
   */
  public Listener(Vertx vertx, GatewayConfig config, Serving serving, BooleanSupplier ending) {
    this.ending = ending;
    this.server =
        vertx
            .createHttpServer(options(config))
            .requestHandler(
                request -> {
                  long receivedNanos = System.nanoTime();
                  if (!turnedAway.isEmpty() && turnedAway.contains(request.connection())) {
                    return; // sent behind what was turned away; the connection is closing
                  }
                  String problem = RequestCheck.problem(request);
                  if (problem == null) {
                    partIfEnding(request);
                    serving.serve(request, receivedNanos);
                  } else {
                    turnAway(request, Failure.BAD_REQUEST, problem);
                  }
                })
            .invalidRequestHandler(this::turnAwayInvalid);
  }

  /**
   * The Vert.x on which listeners of that configuration are to run: it turns folded header lines
   * away, too, on all of its servers.
   */
  public static Vertx strictVertx(VertxOptions vertxOptions, GatewayConfig config) {
    return StrictTransport.vertx(vertxOptions, options(config));
  }

  /** Begins to listen and answers the port. */
  public Future<Integer> listen() {
    return server.listen().map(HttpServer::actualPort);
  }

  /** Takes no new connections and lets the calls in flight finish until the deadline. */
  public Future<Void> shutdown(Duration deadline) {
    return server.shutdown(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static HttpServerOptions options(GatewayConfig config) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.listen().host())
            .setPort(config.listen().port() == 0 ? ANY_PORT : config.listen().port())
            .setTcpNoDelay(true)
            .setMaxHeaderSize(config.limits().headersBytes())
            .setMaxInitialLineLength(config.limits().requestLineBytes())
            .setMaxChunkSize(64 * 1024)
            .setDecompressionSupported(false)
            .setCompressionSupported(false);
    options.getInitialSettings().setMaxHeaderListSize(config.limits().headersBytes());
    if (config.limits().clientIdle() != null) {
      options
          .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
          .setIdleTimeout((int) config.limits().clientIdle().toMillis());
    }
    if (config.tls() != null) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .addCertPath(config.tls().certificate().toString())
                  .addKeyPath(config.tls().key().toString()));
    }
    return options;
  }

  /**
   * What arrives over a connection while it is being closed is lost; a client that is told not to
   * send any more loses nothing (RFC 9112, section 9.6). HTTP/2 has its own way to say so, which
   * closing the port uses.
   */
  private void partIfEnding(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2
        || request.headers().contains(HttpHeaders.UPGRADE)) {
      return;
    }
    HttpServerResponse response = request.response();
    response.headersEndHandler(
        head -> {
          if (ending.getAsBoolean()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
          }
        });
    response.endHandler(end -> closeIfSaid(request));
  }

  /** Who still sends would hear of a reset before the answer; closing the port ends these. */
  private static void closeIfSaid(HttpServerRequest request) {
    boolean said =
        request.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    if (said && request.isEnded()) {
      request.connection().close();
    }
  }

  private void turnAwayInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      turnAway(request, Failure.TARGET_TOO_LONG, "The request line is too long.");
    } else if (cause instanceof TooLongHttpHeaderException
        || cause instanceof TooLongFrameException) {
      turnAway(request, Failure.HEADERS_TOO_LARGE, "The header fields are too long.");
    } else {
      String why = cause == null ? "it is malformed" : String.valueOf(cause.getMessage());
      turnAway(request, Failure.BAD_REQUEST, "The request cannot be read: " + why + ".");
    }
  }

  private void turnAway(HttpServerRequest request, Failure failure, String message) {
    request.response().putHeader("connection", "close");
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().headers().remove("connection");
    }
    if (request.version() != HttpVersion.HTTP_2 && turnedAway.add(request.connection())) {
      request.connection().closeHandler(closed -> turnedAway.remove(request.connection()));
    }
    Refusals.answer(request.response(), failure, message);
    if (request.version() != HttpVersion.HTTP_2) {
      request.connection().close();
    }
  }
}
