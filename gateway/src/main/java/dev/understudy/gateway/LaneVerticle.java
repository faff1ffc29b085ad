package dev.understudy.gateway;

import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.downstream.Listener;
import dev.understudy.gateway.launch.Launches;
import dev.understudy.gateway.moderation.Moderations;
import dev.understudy.gateway.rehearsal.Rehearsals;
import dev.understudy.gateway.relay.Lane;
import dev.understudy.gateway.relay.RelayMeters;
import dev.understudy.gateway.tap.Ids;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.tracing.Tracing;
import dev.understudy.gateway.upstream.Deadlines;
import dev.understudy.gateway.upstream.UpstreamClient;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's listener and all that its calls need; several of them share the traffic port.
 */
final class LaneVerticle extends VerticleBase {
  private final GatewayConfig config;
  private final Playing playing;
  private final Recorder recorder;
  private final RelayMeters meters;
  private final Tracing tracing;
  private final CompletableFuture<Integer> port;
  private final BooleanSupplier ending;
  private @Nullable Listener listener;
  private final List<UpstreamClient> clients = new ArrayList<>();
  private @Nullable Rehearsals rehearsals;
  private @Nullable Deadlines deadlines;

  /**
   * A verticle to deploy.
   *
   * @param port completed with the port once it listens
   * @param ending whether the gateway is about to end
   */
  LaneVerticle(
      GatewayConfig config,
      Playing playing,
      Recorder recorder,
      RelayMeters meters,
      Tracing tracing,
      CompletableFuture<Integer> port,
      BooleanSupplier ending) {
    this.config = config;
    this.playing = playing;
    this.recorder = recorder;
    this.meters = meters;
    this.tracing = tracing;
    this.port = port;
    this.ending = ending;
  }

  @Override
  public Future<?> start() {
    deadlines = new Deadlines(vertx);
    meters.watch(deadlines);
    Lane lane =
        new Lane(context, client(), deadlines, Ids.ofSystem(), recorder, meters, tracing, config);
    rehearsals =
        new Rehearsals(
            lane,
            client(),
            playing.shadowMemory(),
            playing.shadowRecorder(),
            playing.comparing(),
            playing.rollouts());
    Launches launches =
        new Launches(
            lane,
            playing.rules()::current,
            client(),
            new Moderations(lane, client()),
            rehearsals,
            playing.launchMeters(),
            playing.rollouts(),
            playing.feedback());
    listener = new Listener(vertx, config, launches::serve, ending);
    return listener.listen().onSuccess(port::complete);
  }

  /** Teachers, students that serve and students that rehearse share no connections. */
  private UpstreamClient client() {
    UpstreamClient client =
        new UpstreamClient(
            vertx, config.upstream(), config.limits().headersBytes(), meters.upstreamConnections());
    clients.add(client);
    return client;
  }

  /** Ends rehearsals, lets calls in flight finish, then closes the connections to upstreams. */
  @Override
  public Future<?> stop() {
    if (rehearsals != null) {
      rehearsals.stop();
    }
    Future<Void> quiet =
        listener == null
            ? Future.succeededFuture()
            : listener.shutdown(config.shutdown().deadline());
    return quiet
        .eventually(() -> Future.join(clients.stream().map(UpstreamClient::close).toList()))
        .eventually(
            () -> {
              if (deadlines != null) {
                deadlines.close();
              }
              return Future.succeededFuture();
            });
  }
}
