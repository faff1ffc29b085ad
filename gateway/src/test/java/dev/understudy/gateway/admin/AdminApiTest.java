package dev.understudy.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.understudy.diff.evidence.Counts;
import dev.understudy.diff.evidence.Interval;
import dev.understudy.diff.evidence.Judgement;
import dev.understudy.diff.evidence.Metric;
import dev.understudy.diff.evidence.Outcome;
import dev.understudy.diff.evidence.Reading;
import dev.understudy.diff.evidence.Terms;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Verdict;
import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.AccessSettings;
import dev.understudy.gateway.access.Transport;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.rollout.Hand;
import dev.understudy.gateway.rollout.Moved;
import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.HostPort;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin API, asked over real sockets. */
class AdminApiTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Secret TOKEN = new Secret("env:ADMIN", "correct-horse-battery");
  private static final String BEARER = "authorization: Bearer correct-horse-battery";

  private final Vertx vertx = Vertx.vertx();
  private final Desk desk = new Desk();
  private final RecentCaptures recent = new RecentCaptures(8 << 20, Instant.EPOCH);
  private Duration idle = AdminServer.IDLE;

  @AfterEach
  void stop() {
    recent.close();
    vertx.close().await();
  }

  private PlainHttp listening(String host, @Nullable Secret token) {
    AdminServer server =
        new AdminServer(
            vertx,
            new HostPort(host, 0),
            null,
            new Access(
                vertx, host, Transport.CLEARTEXT, AccessSettings.of(token), Clock.systemUTC()),
            new Healthy(),
            desk,
            recent,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            idle);
    return new PlainHttp(server.listen().await());
  }

  private PlainHttp onLoopback() {
    return listening("127.0.0.1", null);
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

  /** Two routes, one with a student that moves as it is told. */
  private static final class Desk implements RouteDesk {
    private final List<String> moves = Collections.synchronizedList(new ArrayList<>());
    private volatile String state = "running";
    private volatile Share share = new Share(new BigDecimal("0.05"));

    @Override
    public RulesView rules() {
      return new RulesView(
          "abc", Path.of("/etc/rules.yaml"), NOON, List.of("rules.yaml:3:1: unknown key 'x'"));
    }

    @Override
    public List<RouteView> routes() {
      Terms terms = new Terms(List.of(new Metric("different", 0.05)), 0.05, 1000L);
      Reading reading =
          new Reading(
              terms.metrics().get(0),
              new Counts(200, 8),
              new Counts(300, 12),
              new Interval(0.01, 0.09),
              Math.log(2),
              new Counts(40, 4),
              NOON.toEpochMilli(),
              5000);
      return List.of(
          new RouteView(
              "moderation",
              List.of("canary", "dark"),
              "gpt-4",
              "student-7",
              new RouteView.Rollout(
                  state,
                  share,
                  new Share(new BigDecimal("0.01")),
                  List.of(new Share(new BigDecimal("0.01")), Share.ALL),
                  NOON,
                  "evidence",
                  "passed",
                  new RouteView.Evidence(
                      terms, new Judgement(Outcome.CONTINUE, List.of(reading)), NOON))),
          new RouteView("default", List.of("teacher"), "gpt-4", null, null));
    }

    @Override
    public Moved pause(String route, Hand hand) {
      return moved("pause", route, hand, "paused");
    }

    @Override
    public Moved rollBack(String route, Hand hand) {
      share = Share.NONE;
      return moved("roll_back", route, hand, "rolled_back");
    }

    @Override
    public Moved resume(String route, Hand hand) {
      return moved("resume", route, hand, "running");
    }

    private Moved moved(String what, String route, Hand hand, String to) {
      state = to;
      moves.add(String.join("|", what, route, hand.by(), hand.reason()));
      return Moved.MADE;
    }
  }

  private static Comparison differing(int number, Verdict verdict) {
    return new Comparison(
        new UUID(number, number),
        NOON.plusSeconds(number),
        "g",
        null,
        "moderation",
        "student-7",
        "toxicity-7",
        "json",
        verdict,
        0.5,
        List.of(new Difference("/is_bad", "true", "false")),
        List.of("length"),
        false,
        Duration.ofMillis(-3),
        null);
  }

  private void awaitCases(int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (recent.size("moderation") < count) {
      assertThat(System.nanoTime()).as("time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  @Test
  void routesAreShownWithSharesAndEvidence() throws Exception {
    recent.count(differing(1, Verdict.DIFFERENT));
    recent.count(differing(2, Verdict.SAME));

    JsonObject all = new JsonObject(onLoopback().get("/routes").body());

    assertThat(all.getString("rules_version")).isEqualTo("abc");
    JsonArray routes = all.getJsonArray("routes");
    assertThat(routes).hasSize(2);
    assertThat(routes.getJsonObject(1).getValue("student")).isNull();
    JsonObject route = routes.getJsonObject(0);
    assertThat(route.getString("share")).isEqualTo("5%");
    assertThat(route.getString("share_of_rules")).isEqualTo("1%");
    assertThat(route.getJsonArray("steps")).containsExactly("1%", "100%");
    assertThat(route.getString("state")).isEqualTo("running");
    assertThat(route.getJsonObject("comparisons").getInteger("different")).isEqualTo(1);
    assertThat(route.getJsonObject("comparisons").getInteger("same")).isEqualTo(1);
    JsonObject evidence = route.getJsonObject("evidence");
    assertThat(evidence.getString("outcome")).isEqualTo("continue");
    assertThat(evidence.getString("begun")).isEqualTo("2026-01-31T12:00:00Z");
    JsonObject metric = evidence.getJsonArray("metrics").getJsonObject(0);
    assertThat(metric.getString("metric")).isEqualTo("different");
    assertThat(metric.getInteger("observations")).isEqualTo(200);
    assertThat(metric.getDouble("rate")).isEqualTo(0.04);
    assertThat(metric.getDouble("rate_high")).isEqualTo(0.09);
    assertThat(metric.getDouble("harm_wealth")).isBetween(1.99, 2.01);
    assertThat(metric.getInteger("harm_observations")).isEqualTo(40);
    assertThat(metric.getDouble("pass_wealth")).isFinite();
  }

  @Test
  void oneRouteIsShownAndAnUnknownOneIsNamedWithThoseThereAre() throws Exception {
    PlainHttp admin = onLoopback();

    assertThat(new JsonObject(admin.get("/routes/moderation").body()).getString("name"))
        .isEqualTo("moderation");
    assertThat(admin.get("/routes/other").status()).isEqualTo(404);
    assertThat(admin.get("/routes/other").body()).contains("routes: moderation, default");
  }

  @Test
  void theLastDifferingCasesAreShownTheNewestFirstAndNoMoreThanFifty() throws Exception {
    for (int i = 1; i <= 60; i++) {
      recent.offer(differing(i, Verdict.DIFFERENT));
    }
    recent.offer(differing(61, Verdict.SAME));
    awaitCases(60);

    JsonArray cases =
        new JsonObject(onLoopback().get("/routes/moderation/comparisons").body())
            .getJsonArray("differing");

    assertThat(cases).hasSize(50);
    assertThat(cases.getJsonObject(0).getString("request_id"))
        .isEqualTo(new UUID(60, 60).toString());
    assertThat(cases.getJsonObject(0).getJsonArray("differences").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("pointer", "/is_bad")
                .put("teacher", "true")
                .put("student", "false"));
  }

  @Test
  void rulesAreShownWithTheProblemsOfTheNewestEdit() throws Exception {
    JsonObject rules = new JsonObject(onLoopback().get("/rules").body());

    assertThat(rules.getString("version")).isEqualTo("abc");
    assertThat(rules.getString("file")).isEqualTo("/etc/rules.yaml");
    assertThat(rules.getString("since")).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(rules.getJsonArray("problems")).containsExactly("rules.yaml:3:1: unknown key 'x'");
  }

  @Test
  void routesAreMovedByHandWithWhoAndWhy() throws Exception {
    PlainHttp admin = listening("127.0.0.1", TOKEN);

    JsonObject back =
        new JsonObject(
            admin
                .post("/routes/moderation/roll-back", "{\"reason\":\"looks\\nbad\"}", BEARER)
                .body());
    admin.post("/routes/moderation/pause", "", BEARER);
    admin.post("/routes/moderation/resume", "{}", BEARER);

    assertThat(back.getString("state")).isEqualTo("rolled_back");
    assertThat(back.getString("share")).isEqualTo("0%");
    assertThat(desk.moves)
        .containsExactly(
            "roll_back|moderation|env:ADMIN at 127.0.0.1|looks bad",
            "pause|moderation|env:ADMIN at 127.0.0.1|by hand",
            "resume|moderation|env:ADMIN at 127.0.0.1|by hand");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "{\"reason\":7}",
        "{\"why\":\"x\"}",
        "{\"reason\":null}",
        "{\"since\":\"noon\"}",
        "{\"since\":7}",
        "7"
      })
  void aMoveWithAnUnusableBodyMovesNothing(String body) throws Exception {
    PlainHttp.Answer answer = onLoopback().post("/routes/moderation/pause", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("expected no body or {");
    assertThat(desk.moves).isEmpty();
  }

  @Test
  void whatHasNoStudentOrIsNotThereCannotBeMoved() throws Exception {
    PlainHttp admin = onLoopback();

    assertThat(admin.post("/routes/default/pause", "").status()).isEqualTo(409);
    assertThat(admin.post("/routes/other/pause", "").status()).isEqualTo(404);
    assertThat(admin.get("/routes/moderation/pause").status()).isNotEqualTo(200);
    assertThat(desk.moves).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/captures", "/rules", "/routes", "/routes/moderation/comparisons"})
  void withATokenNothingIsToldWithoutIt(String path) throws Exception {
    PlainHttp admin = listening("0.0.0.0", TOKEN);

    PlainHttp.Answer none = admin.get(path);
    PlainHttp.Answer wrong = admin.get(path, "authorization: Bearer correct-horse-batterz");
    PlainHttp.Answer right = admin.get(path, BEARER, "host: gateway.example");

    assertThat(none.status()).isEqualTo(401);
    assertThat(none.head()).contains("www-authenticate: bearer");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.body()).doesNotContain("correct-horse");
    assertThat(right.status()).isEqualTo(200);
  }

  @Test
  void beyondThisMachineWithoutATokenOnlyHealthAndMetricsAnswer() throws Exception {
    PlainHttp admin = listening("0.0.0.0", null);

    PlainHttp.Answer refused = admin.get("/routes");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("set admin_token to env:NAME or file:PATH");
    assertThat(admin.post("/routes/moderation/pause", "").status()).isEqualTo(403);
    assertThat(admin.get("/captures").status()).isEqualTo(403);
    assertThat(admin.get("/health/live").status()).isEqualTo(200);
    assertThat(admin.get("/health/ready").status()).isEqualTo(200);
    assertThat(admin.get("/metrics").status()).isEqualTo(200);
    assertThat(desk.moves).isEmpty();
  }

  @Test
  void whoBeginsACallAndSaysNoMoreIsHungUpOn() {
    idle = Duration.ofMillis(20);
    PlainHttp admin = onLoopback();

    assertThatCode(admin::beginAndSayNoMore).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8081", "127.0.0.1", "[::1]:8081"})
  void onThisMachineItAnswersUnderItsOwnNames(String host) throws Exception {
    assertThat(onLoopback().get("/routes", "host: " + host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"})
  void aForeignNameThatPointsHereIsRefused(String host) throws Exception {
    PlainHttp.Answer answer = onLoopback().get("/routes/moderation/comparisons", "host: " + host);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .contains("header host says otherwise; call it by one of these, or set admin_token")
        .doesNotContain("differing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "forwarded: for=10.0.0.1",
        "X-Forwarded-For: 10.0.0.1",
        "x-forwarded-host: localhost",
        "via: 1.1 proxy"
      })
  void aProxyDoesNotSpeakForThisMachine(String header) throws Exception {
    PlainHttp.Answer answer = onLoopback().get("/routes", header);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(new JsonObject(answer.body()).getString("error"))
        .isEqualTo(
            "without tokens this machine alone is answered, and the header %s says that the call"
                    .formatted(header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT))
                + " comes through a proxy; set admin_token");
    assertThat(listening("127.0.0.1", TOKEN).get("/routes", BEARER, header).status())
        .isEqualTo(200);
  }

  @Test
  void aCallThatComesFromBeyondIsNotOfThisMachine() throws Exception {
    Optional<InetAddress> beyond = beyondLoopback();
    assumeThat(beyond).as("an address of this machine beyond loopback").isPresent();
    InetAddress other = beyond.orElseThrow();

    PlainHttp.Answer answer = onLoopback().from(other).get("/routes");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(new JsonObject(answer.body()).getString("error"))
        .isEqualTo(
            "without tokens this machine alone is answered, and the call comes from %s; set"
                    .formatted(other.getHostAddress())
                + " admin_token");
  }

  private static Optional<InetAddress> beyondLoopback() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address)
        .filter(address -> !address.isLoopbackAddress())
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,     http://localhost:80",
    "localhost:80,  http://LOCALHOST",
    "localhost:443, https://localhost",
    "[::1]:80,      http://[::1]"
  })
  void usualPortsMayBeSaidOrLeftOut(String host, String origin) throws Exception {
    PlainHttp admin = onLoopback();

    assertThat(
            admin
                .post("/routes/moderation/pause", "", "host: " + host, "origin: " + origin)
                .status())
        .isEqualTo(200);
    assertThat(
            admin
                .post("/routes/moderation/pause", "", "host: " + host, "origin: " + origin + "80")
                .status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1", "::"})
  void aPageOfAForeignOriginMovesNothing(String origin) throws Exception {
    PlainHttp.Answer answer =
        onLoopback().post("/routes/moderation/roll-back", "", "origin: " + origin);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(desk.moves).isEmpty();
  }

  @Test
  void aPageOfOurOwnOriginMayMoveRoutes() throws Exception {
    PlainHttp.Answer answer =
        onLoopback()
            .post(
                "/routes/moderation/pause",
                "",
                "host: localhost:8081",
                "origin: http://localhost:8081");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(desk.moves).containsExactly("pause|moderation|127.0.0.1|by hand");
  }
}
