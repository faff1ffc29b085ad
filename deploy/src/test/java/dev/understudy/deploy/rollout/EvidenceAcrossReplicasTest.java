package dev.understudy.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.Eventually;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways over one folder of captures rehearse two students: one that is always right, and
 * one that is wrong about each fifth question.
 */
class EvidenceAcrossReplicasTest {
  private static final int EACH_LOOK = 300;
  private static final Duration TO_ALL = Duration.ofSeconds(30);
  private static final Duration ALL_STEPS = Duration.ofMinutes(2);

  /** Observations without a bad one that show a rate below 5%, as in docs/evidence.md. */
  private static final int ENOUGH = 81;

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Crowd crowd = new Crowd(vertx);
  private final Model teacher = Model.that(vertx, Model.right("large"));
  private final Model good = Model.that(vertx, Model.right("good"));
  private final Model bad = Model.that(vertx, Model.wrongForEachFifth("bad"));
  private final List<Replica> gateways = new ArrayList<>();

  @BeforeEach
  void startThreeGateways() throws Exception {
    Files.writeString(
        folder.resolve("rules.yaml"),
        """
        version: 1
        upstreams:
          good: {url: "%s"}
          bad: {url: "%s"}
        routes:
        """
                .formatted(good.url(), bad.url())
            + route("careful")
            + route("good")
            + route("bad"));
    startAll();
  }

  /** A route whose name is also the application it is for. */
  private static String route(String name) {
    return """
      - name: %s
        match: {path: /v1/chat/completions, headers: {x-app: %s}}
        teacher: teacher
        student: %s
        sticky: header:x-user-id
        launch:
          canary: {share: 1%%, steps: [1%%, 5%%, 25%%, 50%%, 100%%]}
          dark: {share: 100%%, budget: {concurrency: 1000}}
        compare: {as: label}
        gate: {different: {max: 5%%}, alpha: 5%%, on_harm: roll_back, on_pass: promote}
    """
        .formatted(name, name, name.equals("bad") ? "bad" : "good");
  }

  @AfterEach
  void stop() {
    gateways.forEach(Replica::close);
    vertx.close().await();
  }

  @Test
  void evidenceOfAllGatewaysCountsTogetherMovesStudentsUpAndBackAndOutlivesThemAll()
      throws Exception {
    oneGatewayAloneHasTooLittleToPromoteAndThreeHaveEnough();
    theBadStudentIsRolledBackEverywhere();
    theGoodStudentIsPromotedToTheLastStep();
    whatWasDecidedOutlivesTheKillOfOneGateway();
    whatWasDecidedOutlivesARestartOfAll();
  }

  private void oneGatewayAloneHasTooLittleToPromoteAndThreeHaveEnough() throws Exception {
    int each = ENOUGH / 2;

    ask("careful", each, List.of(gateways.get(0)));
    awaitObservations("careful", each - 5, gateways.get(1));
    assertThat(gateways.get(1).share("careful")).isEqualTo(0.01);
    assertThat(gateways.get(1).metric("understudy_shadow_expected_total")).isZero();

    ask("careful", each, List.of(gateways.get(1)));
    ask("careful", each, List.of(gateways.get(2)));
    for (Replica gateway : gateways) {
      onAll("the second step", List.of(gateway), one -> one.share("careful") == 0.05);
      assertThat(made("careful", gateway)).as("its own rehearsals").isLessThan(ENOUGH);
    }
  }

  private void theBadStudentIsRolledBackEverywhere() throws Exception {
    askUntil("bad", () -> anyIs("rolled_back", "bad"));

    onAll("the roll-back", gateways, gateway -> gateway.is("rolled_back", "bad"));
    for (Replica gateway : gateways) {
      assertThat(gateway.share("bad")).isZero();
    }
    awaitServedByStudent("bad", 0);
  }

  private void theGoodStudentIsPromotedToTheLastStep() throws Exception {
    askUntil("good", () -> gateways.get(0).share("good") == 1);

    onAll("the last step", gateways, gateway -> gateway.share("good") == 1);
    awaitServedByStudent("good", EACH_LOOK);
  }

  private void whatWasDecidedOutlivesTheKillOfOneGateway() throws Exception {
    gateways.get(1).process().kill();
    gateways.set(1, start(1));

    assertDecisionsStand();
  }

  private void whatWasDecidedOutlivesARestartOfAll() throws Exception {
    for (Replica gateway : gateways) {
      assertThat(gateway.process().terminate()).as(gateway.process().said()).isZero();
      assertThat(gateway.process().said())
          .as("all its captures went into the folder")
          .doesNotContain("not be carried");
    }
    gateways.clear();
    startAll();

    assertDecisionsStand();
  }

  private void assertDecisionsStand() throws Exception {
    for (Replica gateway : gateways) {
      assertThat(gateway.is("rolled_back", "bad")).isTrue();
      assertThat(gateway.share("good")).isEqualTo(1);
      assertThat(gateway.share("careful")).isEqualTo(0.05);
    }
    assertThat(servedByStudent("bad")).isZero();
    assertThat(servedByStudent("good")).isEqualTo(EACH_LOOK);
  }

  private void startAll() throws Exception {
    gateways.addAll(Replica.startAll(3, folder, teacher.url(), folder.resolve("rules.yaml")));
  }

  private Replica start(int number) throws Exception {
    return Replica.start(
        folder, "gateway-" + number, teacher.url(), folder.resolve("rules.yaml"), "");
  }

  /** Each request is of a user who never asked before. */
  private List<Answer> ask(String app, int count, List<Replica> of) throws Exception {
    List<Answer> answers =
        crowd.ask(
            count,
            turn -> {
              int number = crowd.nextNumber();
              return new Crowd.Ask(
                  of.get(turn % of.size()).url(),
                  Map.of("x-app", app, "x-user-id", "user-" + number),
                  new Question(number, turn % 2 == 0));
            });
    assertThat(answers).allMatch(Answer::isGood);
    return answers;
  }

  private long servedByStudent(String app) throws Exception {
    return ask(app, EACH_LOOK, gateways).stream()
        .filter(answer -> !answer.upstream().equals("teacher"))
        .count();
  }

  private void awaitServedByStudent(String app, long count) throws Exception {
    Eventually.see(
        "requests at the student of " + app,
        TO_ALL,
        () -> servedByStudent(app),
        served -> served == count);
  }

  private void askUntil(String app, Callable<Boolean> done) throws Exception {
    Eventually.see(
        app + " decided",
        ALL_STEPS,
        () -> {
          ask(app, 60, gateways);
          return done.call();
        },
        decided -> decided);
  }

  private boolean anyIs(String state, String app) throws Exception {
    for (Replica gateway : gateways) {
      if (gateway.is(state, app)) {
        return true;
      }
    }
    return false;
  }

  /** What is to hold at a gateway. */
  private interface Condition {
    boolean holds(Replica gateway) throws Exception;
  }

  /** Within what a decision may take from one gateway to the others on a busy machine. */
  private static void onAll(String what, List<Replica> gateways, Condition condition)
      throws Exception {
    long deadline = System.nanoTime() + TO_ALL.toNanos();
    for (Replica gateway : gateways) {
      Eventually.see(
          what,
          Duration.ofNanos(Math.max(0, deadline - System.nanoTime())),
          () -> condition.holds(gateway),
          holds -> holds);
    }
  }

  private static void awaitObservations(String app, int least, Replica at) throws Exception {
    Eventually.see(
        "the first gateway's evidence at another",
        TO_ALL,
        () -> at.observations(app, "different"),
        seen -> seen >= least);
  }

  private static double made(String app, Replica gateway) throws Exception {
    return gateway.metric("understudy_shadow_made_total", Replica.label("route", app));
  }
}
