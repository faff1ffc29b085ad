package dev.understudy.gateway.upstream;

import dev.understudy.gateway.config.UpstreamSettings;
import dev.understudy.gateway.downstream.Failure;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens requests to upstreams over pooled connections. One for each event loop, so that a call
 * never changes threads. Content codings pass as they are, redirects are not followed, nothing is
 * retried.
 */
public final class UpstreamClient {
  private final HttpClient cleartext;
  private final HttpClient tls;
  private final HttpClient tlsForUpgrades;

  /**
   * A client for that event loop's Vert.x; pools are made at first use.
   *
   * @param open how many connections are open, kept up to date
   */
  public UpstreamClient(
      Vertx vertx, UpstreamSettings settings, int headersBytes, AtomicInteger open) {
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(settings.connections())
            .setHttp2MaxSize(Math.max(1, settings.connections() / 100))
            .setMaxWaitQueueSize(settings.queue());
    this.cleartext = client(vertx, options(settings, headersBytes, false), pool, open);
    this.tls = client(vertx, options(settings, headersBytes, true), pool, open);
    this.tlsForUpgrades =
        client(
            vertx,
            options(settings, headersBytes, true).setProtocolVersion(HttpVersion.HTTP_1_1),
            pool,
            open);
  }

  private static HttpClient client(
      Vertx vertx, HttpClientOptions options, PoolOptions pool, AtomicInteger open) {
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        .withConnectHandler(
            connection -> {
              open.incrementAndGet();
              connection.closeHandler(closed -> open.decrementAndGet());
            })
        .build();
  }

  /**
   * Opens a request; nothing is sent yet.
   *
   * @param target path and query as the upstream is to see them, byte for byte
   * @param connect how long getting a connection may take, waiting in the pool's queue included
   */
  public Future<HttpClientRequest> open(
      Origin origin, HttpMethod method, String target, Duration connect) {
    return (origin.tls() ? tls : cleartext).request(options(origin, method, target, connect));
  }

  /**
   * As {@link #open}, for a request that asks to switch protocols: over HTTP/1.1, as HTTP/2 has no
   * Upgrade (RFC 9113, section 8.6).
   */
  public Future<HttpClientRequest> openForUpgrade(
      Origin origin, HttpMethod method, String target, Duration connect) {
    return (origin.tls() ? tlsForUpgrades : cleartext)
        .request(options(origin, method, target, connect));
  }

  private static RequestOptions options(
      Origin origin, HttpMethod method, String target, Duration connect) {
    return new RequestOptions()
        .setMethod(method)
        .setHost(origin.host())
        .setPort(origin.port())
        .setSsl(origin.tls())
        .setURI(encodable(target))
        .setConnectTimeout(connect.toMillis());
  }

  /**
   * The target as the encoder has to be given it: the parser makes one character of each byte, the
   * encoder writes characters in UTF-8.
   */
  private static String encodable(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) > 127) {
        return new String(target.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return target;
  }

  /** Closes all connections. */
  public Future<Void> close() {
    return cleartext.close().eventually(tls::close).eventually(tlsForUpgrades::close);
  }

  private static HttpClientOptions options(
      UpstreamSettings settings, int headersBytes, boolean tls) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(tls)
            .setVerifyHost(true)
            .setTcpNoDelay(true)
            .setKeepAlive(true)
            .setDecompressionSupported(false)
            .setMaxInitialLineLength(16 * 1024)
            .setMaxHeaderSize(headersBytes)
            .setMaxChunkSize(64 * 1024)
            .setConnectTimeout((int) settings.timeouts().connect().toMillis());
    if (settings.trust() != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(settings.trust().toString()));
    }
    switch (settings.http()) {
      case AUTO -> options.setProtocolVersion(tls ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
      case HTTP_1_1 -> options.setProtocolVersion(HttpVersion.HTTP_1_1);
      case HTTP_2 -> options.setProtocolVersion(HttpVersion.HTTP_2);
    }
    options.setUseAlpn(tls).setHttp2ClearTextUpgrade(false);
    return options;
  }

  /** Why a connection did not come about. */
  public static Failure whyNotConnected(Throwable cause) {
    if (cause instanceof ConnectionPoolTooBusyException) {
      return Failure.UPSTREAM_OVERLOADED;
    }
    boolean late = cause instanceof TimeoutException || cause instanceof ConnectTimeoutException;
    return late ? Failure.CONNECT_TIMEOUT : Failure.UPSTREAM_UNREACHABLE;
  }
}
