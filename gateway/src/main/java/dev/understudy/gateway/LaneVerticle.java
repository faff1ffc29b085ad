package dev.understudy.gateway;

import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.downstream.Listener;
import dev.understudy.gateway.launch.Launches;
import dev.understudy.gateway.relay.Lane;
import dev.understudy.gateway.relay.RelayMeters;
import dev.understudy.gateway.tap.Ids;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.upstream.Deadlines;
import dev.understudy.gateway.upstream.UpstreamClient;
import dev.understudy.rules.Rules;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's listener and all that its calls need; several of them share the traffic port.
 */
final class LaneVerticle extends VerticleBase {
  private final GatewayConfig config;
  private final Rules rules;
  private final Recorder recorder;
  private final RelayMeters meters;
  private final CompletableFuture<Integer> port;
  private @Nullable Listener listener;
  private @Nullable UpstreamClient client;
  private @Nullable Deadlines deadlines;

  /**
   * A verticle to deploy.
   *
   * @param port completed with the port once it listens
   */
  LaneVerticle(
      GatewayConfig config,
      Rules rules,
      Recorder recorder,
      RelayMeters meters,
      CompletableFuture<Integer> port) {
    this.config = config;
    this.rules = rules;
    this.recorder = recorder;
    this.meters = meters;
    this.port = port;
  }

  @Override
  public Future<?> start() {
    client =
        new UpstreamClient(
            vertx, config.upstream(), config.limits().headersBytes(), meters.upstreamConnections());
    deadlines = new Deadlines(vertx);
    meters.watch(deadlines);
    Lane lane = new Lane(context, client, deadlines, Ids.ofSystem(), recorder, meters, config);
    listener = new Listener(vertx, config, new Launches(lane, rules)::serve);
    return listener.listen().onSuccess(port::complete);
  }

  /** Lets calls in flight finish, then closes the connections to upstreams. */
  @Override
  public Future<?> stop() {
    Future<Void> quiet =
        listener == null
            ? Future.succeededFuture()
            : listener.shutdown(config.shutdown().deadline());
    return quiet
        .eventually(() -> client == null ? Future.succeededFuture() : client.close())
        .eventually(
            () -> {
              if (deadlines != null) {
                deadlines.close();
              }
              return Future.succeededFuture();
            });
  }
}
