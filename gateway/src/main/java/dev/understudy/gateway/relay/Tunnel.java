package dev.understudy.gateway.relay;

import dev.understudy.exchange.Outcome;
import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.downstream.Refusals;
import dev.understudy.gateway.tap.BodyTap;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.gateway.upstream.UpstreamClient;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection that switches protocols, such as a realtime API's WebSocket (RFC 6455): the upgrade
 * request goes to the upstream, and once it agrees the bytes run both ways untouched, extensions
 * and all. Recorded as one exchange when it ends, by length and digest. Lives on one event loop.
 */
public final class Tunnel {
  private final Call call;
  private final Lane lane;
  private final HttpServerRequest request;
  private final Destination to;
  private final BodyTap toUpstream;
  private final BodyTap toClient;
  private @Nullable HttpClientResponse answer;
  private long firstByteNanos;
  private boolean over;

  private Tunnel(Call call) {
    this.call = call;
    this.lane = call.lane();
    this.request = call.request();
    this.to = call.to();
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
  public static void start(Call call) {
    Tunnel tunnel = new Tunnel(call);
    Lane lane = call.lane();
    Destination to = call.to();
    call.holdBody();
    lane.meters().started();
    call.request().response().exceptionHandler(gone -> tunnel.end(Outcome.CLIENT_GONE, null));
    lane.client()
        .openForUpgrade(
            to.origin(),
            call.request().method(),
            to.origin().target(call.request().uri()),
            to.timeouts().connect())
        .onFailure(broken -> tunnel.refuse(UpstreamClient.whyNotConnected(broken)))
        .onSuccess(
            upstream ->
                tunnel
                    .ask(upstream)
                    .onSuccess(tunnel::answered)
                    .onFailure(broken -> tunnel.refuse(Failure.UPSTREAM_BROKEN)));
  }

  private Future<HttpClientResponse> ask(HttpClientRequest upstream) {
    MultiMap headers = upstream.headers();
    Headers.copyRequest(request.headers(), headers, to);
    call.facts().trace().tell(headers);
    headers.set(HttpHeaders.CONNECTION, "Upgrade");
    headers.set(HttpHeaders.UPGRADE, request.headers().get(HttpHeaders.UPGRADE));
    upstream.idleTimeout(to.timeouts().firstByte().toMillis());
    return upstream.connect();
  }

  private void answered(HttpClientResponse upstream) {
    answer = upstream;
    HttpServerResponse response = request.response();
    response.setStatusCode(upstream.statusCode());
    Headers.copyResponse(upstream.headers(), response.headers());
    call.nameAnswer();
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
      call.nameAnswer();
      Refusals.answer(request.response(), why, FailureMessages.of(why, to.origin(), to.timeouts()));
    }
    end(why.isTimeout() ? Outcome.TIMEOUT : Outcome.UPSTREAM_ERROR, why.code());
  }

  private void end(Outcome outcome, @Nullable String error) {
    if (over) {
      return;
    }
    over = true;
    call.settle(
        toUpstream,
        answer,
        toClient,
        outcome,
        error,
        firstByteNanos,
        System.nanoTime(),
        receipt -> {});
    lane.meters().finished();
  }
}
