package dev.understudy.gateway.relay;

import dev.understudy.exchange.Outcome;
import dev.understudy.gateway.config.Timeouts;
import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.downstream.Refusals;
import dev.understudy.gateway.tap.BodyTap;
import dev.understudy.gateway.tap.Facts;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.upstream.Origin;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection that switches protocols, such as a realtime API's WebSocket (RFC 6455): the upgrade
 * request goes to the upstream, and once it agrees the bytes run both ways untouched, extensions
 * and all. Recorded as one exchange when it ends, by length and digest. Lives on one event loop.
 */
public final class Tunnel {
  private final Lane lane;
  private final HttpServerRequest request;
  private final Facts facts;
  private final Origin origin;
  private final Timeouts timeouts;
  private final long receivedNanos;
  private final BodyTap toUpstream;
  private final BodyTap toClient;
  private @Nullable HttpClientResponse answer;
  private long firstByteNanos;
  private boolean over;

  private Tunnel(
      Lane lane,
      HttpServerRequest request,
      Facts facts,
      Origin origin,
      Timeouts timeouts,
      long receivedNanos) {
    this.lane = lane;
    this.request = request;
    this.facts = facts;
    this.origin = origin;
    this.timeouts = timeouts;
    this.receivedNanos = receivedNanos;
    this.toUpstream = lane.recorder().tap("application/octet-stream");
    this.toClient = lane.recorder().tap("application/octet-stream");
  }

  /** Whether a request asks to switch protocols to WebSocket. */
  public static boolean isAskedBy(HttpServerRequest request) {
    String upgrade = request.headers().get(HttpHeaders.UPGRADE);
    return upgrade != null
        && upgrade.equalsIgnoreCase("websocket")
        && HopByHop.namedBy(request.headers()).contains("upgrade");
  }

  /** Forwards a request that {@link #isAskedBy asks} to switch. */
  public static void start(
      Lane lane,
      HttpServerRequest request,
      Facts facts,
      Origin origin,
      Timeouts timeouts,
      long receivedNanos) {
    Tunnel tunnel = new Tunnel(lane, request, facts, origin, timeouts, receivedNanos);
    request.pause();
    lane.meters().started();
    request.response().exceptionHandler(gone -> tunnel.end(Outcome.CLIENT_GONE, null));
    lane.client()
        .openForUpgrade(origin, request.method(), origin.target(request.uri()), timeouts.connect())
        .compose(tunnel::ask)
        .onSuccess(tunnel::answered)
        .onFailure(broken -> tunnel.refuse(Failure.UPSTREAM_UNREACHABLE));
  }

  private Future<HttpClientResponse> ask(HttpClientRequest upstream) {
    MultiMap headers = upstream.headers();
    Headers.copyRequest(request.headers(), headers, origin.authority());
    headers.set(HttpHeaders.CONNECTION, "Upgrade");
    headers.set(HttpHeaders.UPGRADE, request.headers().get(HttpHeaders.UPGRADE));
    upstream.idleTimeout(timeouts.firstByte().toMillis());
    return upstream.connect();
  }

  private void answered(HttpClientResponse upstream) {
    answer = upstream;
    HttpServerResponse response = request.response();
    response.setStatusCode(upstream.statusCode());
    Headers.copyResponse(upstream.headers(), response.headers());
    response.putHeader(Refusals.REQUEST_ID_HEADER, facts.requestId().toString());
    response.putHeader(Refusals.UPSTREAM_HEADER, origin.name());
    if (upstream.statusCode() != 101) {
      declined(upstream, response);
      return;
    }
    response.putHeader(HttpHeaders.CONNECTION, "Upgrade");
    response.putHeader(HttpHeaders.UPGRADE, upstream.headers().get(HttpHeaders.UPGRADE));
    NetSocket upstreamSocket = upstream.netSocket();
    upstreamSocket.pause();
    request
        .toNetSocket()
        .onSuccess(clientSocket -> join(clientSocket, upstreamSocket))
        .onFailure(
            gone -> {
              upstreamSocket.close();
              end(Outcome.CLIENT_GONE, null);
            });
  }

  private void declined(HttpClientResponse upstream, HttpServerResponse response) {
    upstream
        .body()
        .onSuccess(
            body -> {
              toClient.copy(body);
              response.end(body);
              end(Outcome.COMPLETE, null);
            })
        .onFailure(broken -> refuse(Failure.UPSTREAM_BROKEN));
  }

  private void join(NetSocket client, NetSocket upstream) {
    client.pause();
    carry(client, upstream, toUpstream);
    carry(upstream, client, toClient);
    client.closeHandler(
        closed -> {
          upstream.close();
          end(Outcome.COMPLETE, null);
        });
    upstream.closeHandler(
        closed -> {
          client.close();
          end(Outcome.COMPLETE, null);
        });
    client.resume();
    upstream.resume();
  }

  private void carry(NetSocket from, NetSocket to, BodyTap tap) {
    from.exceptionHandler(broken -> from.close());
    from.handler(
        bytes -> {
          if (tap == toClient && tap.length() == 0) {
            firstByteNanos = System.nanoTime();
          }
          tap.copy(bytes);
          to.write(bytes);
          if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
          }
        });
  }

  private void refuse(Failure why) {
    if (!over && !request.response().headWritten() && !request.response().closed()) {
      request.response().headers().clear();
      request.response().putHeader(Refusals.REQUEST_ID_HEADER, facts.requestId().toString());
      Refusals.answer(request.response(), why, FailureMessages.of(why, origin, timeouts));
    }
    end(Outcome.UPSTREAM_ERROR, why.code());
  }

  private void end(Outcome outcome, @Nullable String error) {
    if (over) {
      return;
    }
    over = true;
    Duration firstByte =
        firstByteNanos == 0 ? null : Duration.ofNanos(firstByteNanos - receivedNanos);
    Duration duration = Duration.ofNanos(System.nanoTime() - receivedNanos);
    HttpClientResponse upstream = answer;
    int status = upstream == null ? 0 : upstream.statusCode();
    lane.recorder()
        .record(
            facts,
            request,
            toUpstream,
            status,
            upstream == null ? null : upstream.headers(),
            toClient,
            new Recorder.Ending(outcome, error, firstByte, duration),
            receipt -> {});
    lane.meters()
        .ended(outcome, status, firstByte, duration, toUpstream.length(), toClient.length());
    lane.meters().finished();
  }
}
