package dev.understudy.gateway.access;

import dev.understudy.gateway.admin.AdminServer;
import dev.understudy.gateway.admin.RouteDesk;
import dev.understudy.gateway.admin.RouteView;
import dev.understudy.gateway.admin.RulesView;
import dev.understudy.gateway.config.TlsSettings;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.rollout.Hand;
import dev.understudy.gateway.rollout.Moved;
import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.HostPort;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A real admin server on a free port of this machine, and who calls it. */
final class TestAdmin implements AutoCloseable {
  static final Secret VIEWER = new Secret("env:VIEWER", "token-of-a-viewer");
  static final Secret JUDGE = new Secret("env:JUDGE", "token-of-a-judge");
  static final Secret OPERATOR = new Secret("env:OPERATOR", "token-of-an-operator");

  private final Vertx vertx = Vertx.vertx();
  private final Desk desk = new Desk();
  private final HttpClient client;
  private final String base;

  private TestAdmin(
      AccessSettings settings, @Nullable TlsSettings tls, Clock clock, HttpClient client) {
    this.client = client;
    Transport transport = tls == null ? Transport.CLEARTEXT : Transport.TLS;
    AdminServer server =
        new AdminServer(
            vertx,
            new HostPort("127.0.0.1", 0),
            tls,
            new Access(vertx, "127.0.0.1", transport, settings, clock),
            new Healthy(),
            desk,
            new RecentCaptures(1 << 20, Instant.EPOCH),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    int port = server.listen().await();
    this.base = tls == null ? "http://127.0.0.1:" + port : "https://localhost:" + port;
  }

  static TestAdmin with(AccessSettings settings, Clock clock) {
    return new TestAdmin(settings, null, clock, HttpClient.newHttpClient());
  }

  /** Over TLS, called by a client that trusts its certificate. */
  static TestAdmin overTls(AccessSettings settings, TlsSettings tls, HttpClient client) {
    return new TestAdmin(settings, tls, Clock.systemUTC(), client);
  }

  /** A token for each role. */
  static AccessSettings tokens(ConsoleSettings console) {
    return new AccessSettings(
        null,
        List.of(
            new Token("vera", Role.VIEWER, VIEWER),
            new Token("jo", Role.JUDGE, JUDGE),
            new Token("ops", Role.OPERATOR, OPERATOR)),
        console,
        null);
  }

  String base() {
    return base;
  }

  Vertx vertx() {
    return vertx;
  }

  /** What was done to the route, by whom. */
  List<String> moves() {
    return List.copyOf(desk.moves);
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(base + path)), headers);
  }

  HttpResponse<String> post(String path, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path)).POST(HttpRequest.BodyPublishers.noBody()),
        headers);
  }

  /** Sends a form as browsers do. */
  HttpResponse<String> submit(String path, String form, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)),
        headers);
  }

  /** Asks and does not wait. */
  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** What Prometheus would read. */
  String metrics() throws IOException, InterruptedException {
    return get("/metrics").body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(
        request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Signs in by the form and answers the cookie. */
  String signIn(Secret token) throws IOException, InterruptedException {
    return cookie(submit("/login", "token=" + token.secret()));
  }

  /** The name and value of the first cookie that an answer gives. */
  static String cookie(HttpResponse<String> answer) {
    String given = answer.headers().firstValue("set-cookie").orElseThrow();
    return given.substring(0, given.indexOf(';'));
  }

  /** What foreign pages do not know of that cookie's session. */
  String csrf(String cookie) throws IOException, InterruptedException {
    return me("cookie", cookie).getString("csrf");
  }

  JsonObject me(String... headers) throws IOException, InterruptedException {
    return new JsonObject(get("/console/api/me", headers).body());
  }

  static String[] bearer(Secret token) {
    return new String[] {"authorization", "Bearer " + token.secret()};
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  /** A gateway that fares well. */
  private static final class Healthy implements AdminServer.Facts {
    @Override
    public AdminServer.Readiness readiness() {
      return new AdminServer.Readiness(true, "");
    }

    @Override
    public JsonObject captures() {
      return new JsonObject().put("offered", 7);
    }
  }

  /** One route that remembers who moved it. */
  private static final class Desk implements RouteDesk {
    private final List<String> moves = Collections.synchronizedList(new ArrayList<>());

    @Override
    public RulesView rules() {
      return new RulesView("abc", null, Instant.EPOCH, List.of());
    }

    @Override
    public List<RouteView> routes() {
      return List.of(
          new RouteView(
              "moderation",
              List.of("canary"),
              "gpt-4",
              "student-7",
              new RouteView.Rollout(
                  "running",
                  Share.ALL,
                  Share.ALL,
                  List.of(Share.ALL),
                  Instant.EPOCH,
                  "evidence",
                  "passed",
                  null)));
    }

    @Override
    public Moved pause(String route, Hand hand) {
      moves.add("pause by " + hand.by());
      return Moved.MADE;
    }

    @Override
    public Moved rollBack(String route, Hand hand) {
      moves.add("roll-back by " + hand.by());
      return Moved.MADE;
    }

    @Override
    public Moved resume(String route, Hand hand) {
      moves.add("resume by " + hand.by());
      return Moved.MADE;
    }
  }
}
