package dev.understudy.gateway.admin;

import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.Answers;
import dev.understudy.gateway.access.Doorkeeper;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.config.TlsSettings;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.rules.yaml.HostPort;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The admin port: {@code /health/live}, {@code /health/ready} and {@code /metrics} for Prometheus,
 * open to all; {@code /login} and {@code /logout}; {@code /captures} with the accounting, {@code
 * /rules}, {@code /routes} and the console, which are guarded.
 */
public final class AdminServer {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS_TYPE = "application/openmetrics-text";

  /** The one format that has room for exemplars. */
  private static final String OPEN_METRICS = OPEN_METRICS_TYPE + "; version=1.0.0; charset=utf-8";

  /**
   * How long a connection lasts on which nothing moves. Answers that go on for long say something
   * more often than that.
   */
  static final Duration IDLE = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final String host;
  private final int port;
  private final Router router;
  private final HttpServer server;

  /** What the admin port tells. */
  public interface Facts {
    /** Whether traffic should be sent here, and if not, why; the reason is null when ready. */
    Readiness readiness();

    /** Where every exchange went. */
    JsonObject captures();
  }

  /**
   * Whether traffic should be sent here.
   *
   * @param ready the answer
   * @param reason why not, or what is degraded although ready; empty when all is well
   */
  public record Readiness(boolean ready, String reason) {}

  /**
   * An admin server that does not listen yet.
   *
   * @param bind where it will listen
   * @param tls its certificate, or null for cleartext
   * @param access who may do what
   * @param desk where routes are looked at and moved
   * @param recent what was captured lately
   */
  public AdminServer(
      Vertx vertx,
      HostPort bind,
      @Nullable TlsSettings tls,
      Access access,
      Facts facts,
      RouteDesk desk,
      RecentCaptures recent,
      PrometheusMeterRegistry registry) {
    this(vertx, bind, tls, access, facts, desk, recent, registry, IDLE);
  }

  /** The same, with how long a connection lasts on which nothing moves. */
  AdminServer(
      Vertx vertx,
      HostPort bind,
      @Nullable TlsSettings tls,
      Access access,
      Facts facts,
      RouteDesk desk,
      RecentCaptures recent,
      PrometheusMeterRegistry registry,
      Duration idle) {
    this.vertx = vertx;
    this.host = bind.host();
    this.port = bind.port();
    this.router = Router.router(vertx);
    open(facts, registry);
    access.bind(registry);
    access.mount(router);
    router
        .get("/captures")
        .handler(Doorkeeper.needs(Role.VIEWER))
        .handler(call -> Answers.json(call, 200, facts.captures()));
    new RouteApi(vertx, access, desk, recent).mount(router);
    this.server = vertx.createHttpServer(options(tls, idle)).requestHandler(router);
  }

  private static HttpServerOptions options(@Nullable TlsSettings tls, Duration idle) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setIdleTimeout(Math.toIntExact(idle.toMillis()))
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    return tls == null
        ? options
        : options
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertPath(tls.certificate().toString())
                    .addKeyPath(tls.key().toString()));
  }

  private void open(Facts facts, PrometheusMeterRegistry registry) {
    router
        .get("/health/live")
        .handler(call -> Answers.json(call, 200, new JsonObject().put("live", true)));
    router.get("/health/ready").handler(call -> ready(call, facts.readiness()));
    router.get("/metrics").handler(call -> scraped(call, registry));
  }

  /** Adds further paths behind the doorkeeper; to be called before {@link #listen}. */
  public void mount(Consumer<Router> paths) {
    paths.accept(router);
  }

  /** Begins to listen and answers the port. */
  public Future<Integer> listen() {
    return server.listen(port, host).map(HttpServer::actualPort);
  }

  /** Stops listening. */
  public Future<Void> close() {
    return server.shutdown(1, TimeUnit.SECONDS);
  }

  private static void ready(RoutingContext call, Readiness readiness) {
    JsonObject answer = new JsonObject().put("ready", readiness.ready());
    if (!readiness.reason().isEmpty()) {
      answer.put("reason", readiness.reason());
    }
    Answers.json(call, readiness.ready() ? 200 : 503, answer);
  }

  /** Scraping walks all meters; it is done off the event loop. */
  private void scraped(RoutingContext call, PrometheusMeterRegistry registry) {
    String accept = call.request().headers().get(HttpHeaders.ACCEPT);
    String format = accept != null && accept.contains(OPEN_METRICS_TYPE) ? OPEN_METRICS : TEXT;
    vertx
        .executeBlocking(() -> registry.scrape(format))
        .onSuccess(text -> call.response().putHeader(HttpHeaders.CONTENT_TYPE, format).end(text))
        .onFailure(call::fail);
  }
}
