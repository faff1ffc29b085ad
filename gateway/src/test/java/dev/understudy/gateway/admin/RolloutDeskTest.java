package dev.understudy.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.AccessSettings;
import dev.understudy.gateway.access.Transport;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.rollout.Observation;
import dev.understudy.gateway.rollout.Rollouts;
import dev.understudy.rules.Compare;
import dev.understudy.rules.Gate;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Recording;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.Sticky;
import dev.understudy.rules.TimeoutOverrides;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.match.Match;
import dev.understudy.rules.yaml.HostPort;
import dev.understudy.sink.store.FolderStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin API over real rollouts and a real ledger. */
class RolloutDeskTest {
  private static final Upstream TEACHER = Upstream.teacher(URI.create("http://teacher.example"));
  private static final Upstream STUDENT =
      Upstream.at("student-7", URI.create("http://student.example"), TimeoutOverrides.NONE);
  private static final Route MODERATION =
      new Route(
          "moderation",
          Match.ALL,
          TEACHER,
          STUDENT,
          new Launch(
              false,
              new Launch.Canary(percent(5), List.of(percent(5), percent(25))),
              new Launch.Dark(percent(20), Share.NONE, Launch.Budget.USUAL)),
          Sticky.header("x-user-id"),
          "moderation",
          false,
          Compare.AUTO,
          new Gate(
              percent(5),
              percent(1),
              null,
              0.05,
              Gate.OnHarm.ROLL_BACK,
              Gate.OnPass.PROMOTE,
              null,
              Duration.ofMinutes(1)),
          Recording.USUAL);
  private static final Rules RULES =
      new Rules("v1", List.of(TEACHER, STUDENT), List.of(MODERATION, Route.toDefault(TEACHER)));

  private final Vertx vertx = Vertx.vertx();
  private FolderStore store;
  private Rollouts rollouts;
  private PlainHttp admin;

  private static Share percent(int percent) {
    return new Share(BigDecimal.valueOf(percent).movePointLeft(2));
  }

  @BeforeEach
  void serve(@TempDir Path folder) throws IOException {
    store = FolderStore.open(folder);
    rollouts = Rollouts.open("gateway-0", store, RULES, new SimpleMeterRegistry());
    RolloutDesk desk =
        new RolloutDesk(
            rollouts,
            route -> null,
            () -> RULES,
            () -> new RulesView("v1", null, Instant.EPOCH, List.of()));
    AdminServer server =
        new AdminServer(
            vertx,
            new HostPort("127.0.0.1", 0),
            null,
            new Access(
                vertx, "127.0.0.1", Transport.CLEARTEXT, AccessSettings.NONE, Clock.systemUTC()),
            new AdminServer.Facts() {
              @Override
              public AdminServer.Readiness readiness() {
                return new AdminServer.Readiness(true, "");
              }

              @Override
              public JsonObject captures() {
                return new JsonObject();
              }
            },
            desk,
            new RecentCaptures(1 << 20, Instant.EPOCH),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    admin = new PlainHttp(server.listen().await());
  }

  @AfterEach
  void stop() throws IOException {
    vertx.close().await();
    rollouts.close();
    store.close();
  }

  private JsonObject route() throws IOException {
    return new JsonObject(admin.get("/routes/moderation").body());
  }

  @Test
  void aRouteTellsWhatWasObserved() throws Exception {
    for (int i = 0; i < 40; i++) {
      rollouts.observe(
          "moderation",
          Rollouts.fingerprint(MODERATION),
          null,
          Observation.compared(i == 7),
          System.currentTimeMillis());
    }

    JsonObject route = route();

    assertThat(route.getJsonArray("launch")).containsExactly("canary", "dark");
    assertThat(route.getString("student")).isEqualTo("student-7");
    assertThat(route.getString("state")).isEqualTo("running");
    assertThat(route.getString("share")).isEqualTo("5%");
    JsonObject evidence = route.getJsonObject("evidence");
    assertThat(evidence.getDouble("alpha")).isEqualTo(0.05);
    JsonObject different = evidence.getJsonArray("metrics").getJsonObject(0);
    assertThat(different.getString("metric")).isEqualTo("different");
    assertThat(different.getInteger("observations")).isEqualTo(40);
    assertThat(different.getInteger("bad")).isEqualTo(1);
    assertThat(different.getDouble("harm_shown_at")).isBetween(39.9, 40.1);
    assertThat(different.getDouble("pass_shown_at")).isBetween(19.9, 20.1);
    assertThat(new JsonObject(admin.get("/routes/default").body()).getValue("state")).isNull();
  }

  @Test
  void aMoveByHandHoldsAtOnceAndStandsInTheLedgerWithWhoAndWhy() throws Exception {
    JsonObject back =
        new JsonObject(
            admin.post("/routes/moderation/roll-back", "{\"reason\":\"complaints\"}").body());

    assertThat(back.getString("state")).isEqualTo("rolled_back");
    assertThat(back.getString("share")).isEqualTo("0%");
    assertThat(back.getString("by")).isEqualTo("127.0.0.1");
    assertThat(back.getString("reason")).isEqualTo("complaints");
    assertThat(rollouts.shares()).containsEntry("moderation", Share.NONE);
    rollouts.close();
    Rollouts other = Rollouts.open("gateway-1", store, RULES, new SimpleMeterRegistry());
    try (other) {
      assertThat(other.statuses().get(0).reason()).isEqualTo("complaints");
      assertThat(other.statuses().get(0).by()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void aMoveOfWhoSawAnOlderStateIsRefusedWithHowTheRouteStands() throws Exception {
    String seen = route().getString("since");
    admin.post("/routes/moderation/roll-back", "{\"reason\":\"complaints\"}");

    PlainHttp.Answer refused =
        admin.post("/routes/moderation/resume", new JsonObject().put("since", seen).encode());

    assertThat(refused.status()).isEqualTo(409);
    JsonObject answer = new JsonObject(refused.body());
    assertThat(answer.getString("error"))
        .isEqualTo(
            "route 'moderation' was moved since you looked: it is rolled back with a share of 0% by"
                + " 127.0.0.1 (complaints); nothing was done");
    assertThat(answer.getJsonObject("route").getString("state")).isEqualTo("rolled_back");
    assertThat(route().getString("state")).isEqualTo("rolled_back");
    String sinceThen = route().getString("since");
    assertThat(
            admin
                .post(
                    "/routes/moderation/resume", new JsonObject().put("since", sinceThen).encode())
                .status())
        .isEqualTo(200);
    assertThat(route().getString("state")).isEqualTo("running");
  }

  @Test
  void whatWasPausedRunsAgainAfterResume() throws Exception {
    admin.post("/routes/moderation/pause", "");
    assertThat(route().getString("state")).isEqualTo("paused");

    admin.post("/routes/moderation/resume", "");

    assertThat(route().getString("state")).isEqualTo("running");
    assertThat(route().getString("share")).isEqualTo("5%");
  }
}
