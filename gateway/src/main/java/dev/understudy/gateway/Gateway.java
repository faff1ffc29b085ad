package dev.understudy.gateway;

import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.Loopback;
import dev.understudy.gateway.access.Transport;
import dev.understudy.gateway.admin.AdminServer;
import dev.understudy.gateway.admin.RouteDesk;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.console.Console;
import dev.understudy.gateway.downstream.Listener;
import dev.understudy.gateway.drift.DriftWatches;
import dev.understudy.gateway.figures.Figures;
import dev.understudy.gateway.judging.JudgingApi;
import dev.understudy.gateway.live.RulesWatch;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.WholeExchanges;
import dev.understudy.gateway.relay.RelayMeters;
import dev.understudy.gateway.tap.MemoryBudget;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.tap.UnrecordedMeters;
import dev.understudy.gateway.tracing.CurrentTrace;
import dev.understudy.gateway.tracing.Tracing;
import dev.understudy.rules.Rules;
import dev.understudy.rules.yaml.HostPort;
import dev.understudy.sink.capture.Capture;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A running gateway: the traffic port, the admin port and the capture. Made by {@link #start} and
 * ended by {@link #stop}; both block and are not for event loops.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final Duration CAPTURE_PATIENCE = Duration.ofSeconds(20);
  private static final Duration REST_PATIENCE = Duration.ofSeconds(2);
  private static final long LOOK_NANOS = Duration.ofMillis(2).toNanos();

  private final GatewayConfig config;
  private final Vertx vertx;
  private final Captures captures;
  private final AdminServer admin;
  private final Playing playing;
  private final RelayMeters meters;
  private final Tracing tracing;
  private final ProcessMeters processMeters;
  private final @Nullable RulesWatch watch;
  private final String lanes;
  private final int port;
  private final int adminPort;
  private final GatewayFacts facts;
  private final Looking looking;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private Gateway(
      GatewayConfig config,
      Vertx vertx,
      Captures captures,
      AdminServer admin,
      GatewayFacts facts,
      Looking looking,
      Playing playing,
      RelayMeters meters,
      Tracing tracing,
      ProcessMeters processMeters,
      String lanes,
      int port,
      int adminPort) {
    this.config = config;
    this.vertx = vertx;
    this.captures = captures;
    this.admin = admin;
    this.facts = facts;
    this.looking = looking;
    this.playing = playing;
    this.meters = meters;
    this.tracing = tracing;
    this.processMeters = processMeters;
    this.watch = config.rules() == null ? null : new RulesWatch(config.rules(), playing.rules());
    this.lanes = lanes;
    this.port = port;
    this.adminPort = adminPort;
  }

  /**
   * Starts a gateway. Whether the teacher is up does not matter.
   *
   * @throws StartFailure if a port is taken, a folder cannot be written or a certificate not read
   */
  public static Gateway start(GatewayConfig config) throws StartFailure {
    Rules rules = rules(config);
    PrometheusMeterRegistry registry = registry(config);
    Tracing tracing = Tracing.start(config.tracing(), config.instance(), registry);
    DriftWatches drifts = new DriftWatches(registry);
    Instant now = Instant.now();
    Figures figures = new Figures(now);
    RecentCaptures recent = new RecentCaptures(config.access().console().memoryBytes(), now);
    Captures captures;
    try {
      captures =
          Captures.open(
              config,
              (exchange, reading) -> {
                drifts.observe(exchange, reading);
                figures.read(exchange, reading);
              },
              recent::offer);
    } catch (StartFailure failure) {
      recent.close();
      throw failure;
    }
    Capture capture = captures.capture();
    Looking looking = Looking.begin(recent, captures, config);
    Vertx vertx =
        Listener.strictVertx(new VertxOptions().setEventLoopPoolSize(config.eventLoops()), config);
    try {
      MemoryBudget budget = new MemoryBudget(config.capture().memoryBytes());
      CaptureMeters.bind(registry, capture, budget, config.capture());
      StoreMeters.bind(registry, captures);
      RelayMeters meters = new RelayMeters(registry);
      UnrecordedMeters unrecorded = new UnrecordedMeters(registry);
      Recorder recorder =
          new Recorder(
              capture, config.capture(), budget, config.instance(), unrecorded, figures::saw);
      Playing playing =
          Playing.begin(
              config,
              rules,
              capture,
              captures.store(),
              recent,
              drifts,
              unrecorded,
              figures,
              registry);
      GatewayFacts facts = new GatewayFacts(capture, config);
      CompletableFuture<Integer> listening = new CompletableFuture<>();
      String lanes =
          await(
              vertx.deployVerticle(
                  () ->
                      new LaneVerticle(
                          config, playing, recorder, meters, tracing, listening, facts::isStopping),
                  new DeploymentOptions().setInstances(config.eventLoops())),
              "cannot listen on " + config.listen());
      Access access = access(vertx, config);
      RouteDesk desk = playing.desk(config.rules());
      AdminServer admin =
          new AdminServer(
              vertx, config.admin(), config.adminTls(), access, facts, desk, recent, registry);
      admin.mount(
          new Console(
                  vertx, playing.console(config, access, desk, figures, captures.store(), registry))
              ::mount);
      JudgingApi judging =
          new JudgingApi(
              access,
              recent,
              new WholeExchanges(recent, captures.store()),
              playing.intake(),
              () -> playing.rules().current().rules(),
              playing.redactions()::recorded);
      admin.mount(router -> judging.mount(vertx, router));
      int adminPort = await(admin.listen(), "cannot listen on " + config.admin() + " for admin");
      Gateway gateway =
          new Gateway(
              config,
              vertx,
              captures,
              admin,
              facts,
              looking,
              playing,
              meters,
              tracing,
              new ProcessMeters(registry),
              lanes,
              listening.join(),
              adminPort);
      return gateway;
    } catch (StartFailure | RuntimeException failure) {
      settle(vertx.close(), Duration.ofSeconds(5), "event loops did not end in time");
      looking.close();
      captures.close(Duration.ofSeconds(1));
      tracing.close();
      throw failure;
    }
  }

  /** Reads the file of rules again; an edit with problems changes nothing. */
  public void reloadRules() {
    playing.rules().reload();
  }

  /** The version of the rules in force, or an empty text where there is no file of them. */
  public String rulesVersion() {
    String version = playing.rules().status().version();
    return version == null ? "" : version;
  }

  private static Access access(Vertx vertx, GatewayConfig config) {
    return new Access(
        vertx,
        config.admin().host(),
        config.adminTls() == null ? Transport.CLEARTEXT : Transport.TLS,
        config.access(),
        Clock.systemUTC());
  }

  /** Logs where the gateway serves. */
  public void announce() {
    if (config.adminTls() == null && !Loopback.holds(config.admin().host())) {
      log.atWarn()
          .addKeyValue("admin", new HostPort(config.admin().host(), adminPort))
          .log(
              "the admin port is reached from beyond this machine without TLS: tokens can be read on"
                  + " the way; set admin_tls, or let nobody come but through a proxy with TLS");
    }
    LoggingEventBuilder line =
        log.atInfo()
            .addKeyValue("listen", new HostPort(config.listen().host(), port))
            .addKeyValue("admin", new HostPort(config.admin().host(), adminPort));
    if (config.teacher() != null) {
      line = line.addKeyValue("teacher", config.teacher());
    }
    if (config.rules() != null) {
      line = line.addKeyValue("rules", config.rules());
    }
    line.addKeyValue("captures", config.capture().store().name()).log("gateway is ready");
  }

  /** The traffic port. */
  public int port() {
    return port;
  }

  /** The admin port. */
  public int adminPort() {
    return adminPort;
  }

  /** The capture, for its accounting and for flushing it. */
  public Capture capture() {
    return captures.capture();
  }

  /**
   * Says "not ready" and serves on for the delay, so that balancers can look elsewhere; then takes
   * no new connections, lets calls in flight finish until the deadline, brings what was captured
   * into the store, and ends. A second call does nothing.
   */
  public void stop() {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    log.info("gateway is stopping");
    facts.stopping();
    pause(config.shutdown().delay());
    if (watch != null) {
      watch.close();
    }
    Duration patience = config.shutdown().deadline().plusSeconds(5);
    settle(vertx.undeploy(lanes), patience, "calls in flight did not end in time");
    awaitRest();
    playing.close();
    looking.close();
    captures.close(CAPTURE_PATIENCE);
    tracing.close();
    processMeters.close();
    settle(admin.close(), Duration.ofSeconds(2), "the admin port did not close in time");
    settle(vertx.close(), Duration.ofSeconds(5), "event loops did not end in time");
    log.atInfo().addKeyValue("accounting", capture().accounting()).log("gateway has stopped");
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Calls that were cut hear of it, and are recorded, a moment after their listener has gone. */
  private void awaitRest() {
    long deadline = System.nanoTime() + REST_PATIENCE.toNanos();
    while (meters.inFlight() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Where requests are traced, histograms name one as an example for each bucket. */
  private static PrometheusMeterRegistry registry(GatewayConfig config) {
    return config.tracing() == null
        ? new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)
        : new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT,
            new PrometheusRegistry(),
            io.micrometer.core.instrument.Clock.SYSTEM,
            new CurrentTrace());
  }

  private static Rules rules(GatewayConfig config) throws StartFailure {
    try {
      return config.readRules().orThrow();
    } catch (IllegalStateException problems) {
      throw new StartFailure(String.valueOf(problems.getMessage()), problems);
    }
  }

  private static <T> T await(Future<T> future, String what) throws StartFailure {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartFailure(what + ": " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new StartFailure(what + ": took longer than " + START_PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure(what + ": interrupted", e);
    }
  }

  private static void settle(Future<?> future, Duration patience, String otherwise) {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.atWarn().setCause(e).log(otherwise);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
