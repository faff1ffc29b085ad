package dev.understudy.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.Caller;
import dev.understudy.deploy.running.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways over one folder of captures: people look at one, and see what the other took. */
class ConsoleAcrossReplicasTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String DIFFERENCES = "/console/api/routes/all/differences";
  private static final int WRONG = 3;
  private static final String OFTEN =
      """
        segment: {age: 1s}
      console: {refresh: 1s}
      """;

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Caller caller = new Caller();
  private Replica here;
  private Replica there;

  @BeforeEach
  void startTwoGateways() throws Exception {
    URI teacher = Model.that(vertx, Model.right("large")).url();
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        version: 1
        upstreams: {small: {url: "%s"}}
        routes:
          - name: all
            teacher: teacher
            student: small
            launch: {dark: {share: 100%%}}
            compare: {as: label}
        """
            .formatted(Model.that(vertx, Model.wrongForEachFifth("small")).url()));
    here = Replica.start(folder, "here", teacher, rules, OFTEN);
    there = Replica.start(folder, "there", teacher, rules, OFTEN);
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
    vertx.close().await();
  }

  private void ask(Replica gateway, int number) throws Exception {
    caller.call(
        "POST",
        gateway.url().resolve("/v1/chat/completions"),
        new Question(number, false).body(),
        "x-app",
        "shop");
  }

  private JsonArray await(String what, Replica gateway, String path, Predicate<JsonArray> wanted)
      throws Exception {
    String list = path.startsWith(DIFFERENCES) ? "cases" : "exchanges";
    return Eventually.see(
        what, SOON, () -> new JsonObject(gateway.page(path)).getJsonArray(list), wanted);
  }

  /** Waits for the one disagreement to be judged so. */
  private void awaitRuling(Replica gateway, String ruling) throws Exception {
    await(
        "the ruling " + ruling,
        gateway,
        DIFFERENCES,
        cases -> cases.size() == 1 && ruling.equals(cases.getJsonObject(0).getString("ruling")));
  }

  private JsonObject judge(Replica gateway, String method, String id, String query, String body)
      throws Exception {
    URI url = gateway.process().admin().resolve(DIFFERENCES + "/" + id + "/judgement" + query);
    return new JsonObject(caller.call(method, url, body));
  }

  @Test
  void whatOneTookIsSeenAndJudgedAtTheOtherAndUndoneThereByWhoeverJudged() throws Exception {
    ask(there, WRONG);
    ask(there, WRONG + 1);
    ask(here, WRONG + 2);

    JsonArray exchanges =
        await("both gateways' exchanges", here, "/console/api/exchanges", all -> all.size() == 6);
    assertThat(exchanges.stream().map(each -> ((JsonObject) each).getString("id")))
        .doesNotHaveDuplicates();
    JsonArray cases = await("a case", here, DIFFERENCES, all -> all.size() == 1);
    JsonObject one = cases.getJsonObject(0);
    String id = one.getString("id");
    assertThat(one.getString("app")).isEqualTo("shop");
    JsonObject whole = new JsonObject(here.page(DIFFERENCES + "/" + id));
    assertThat(whole.getString("instance")).isEqualTo("there");
    assertThat(whole.getJsonObject("said").getJsonObject("student").getString("text"))
        .isEqualTo("no");

    judge(here, "POST", id, "", "{\"who\": \"teacher\"}");
    awaitRuling(there, "teacher");
    String given = judge(there, "POST", id, "", "{\"who\": \"student\"}").getString("given_at");
    awaitRuling(here, "student");
    judge(there, "DELETE", id, "?given_at=" + given, "");

    awaitRuling(there, "teacher");
    awaitRuling(here, "teacher");
  }
}
