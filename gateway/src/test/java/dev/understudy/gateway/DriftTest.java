package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.drift.InputProfileJson;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.ProfileDraft;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Prompts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that a student was not trained for are noticed, and taken from it. */
class DriftTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ENGLISH = "the of and to is in that it you for are page is bad this";
  private static final String GERMAN = "der die das und ist nicht ein ich zu mit Seite sie es auf";

  @TempDir Path folder;
  private final Random random = new Random(4);

  @BeforeEach
  void writeStudent() throws IOException {
    writeStudent("");
  }

  /** A student of English comments, of which each second has that label, unless it is empty. */
  private void writeStudent(String label) throws IOException {
    InputReader reader = new InputReader(Prompts.NONE);
    List<ProfileDraft.Row> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(
          new ProfileDraft.Row(
              "row-" + i,
              reader
                  .read(List.of(Turn.of("user", text(ENGLISH))), false)
                  .labelled(label.isEmpty() ? null : i / 2 % 2 == 0 ? label : "teacher")));
    }
    ObjectNode student = JSON.createObjectNode();
    student.set("inputs", InputProfileJson.write(ProfileDraft.of(rows)));
    Files.writeString(folder.resolve("student.json"), student.toString());
  }

  private String text(String words) {
    String[] all = words.split(" ", -1);
    StringBuilder text = new StringBuilder();
    for (int i = 8 + random.nextInt(8); i > 0; i--) {
      text.append(all[random.nextInt(all.length)]).append(' ');
    }
    return text.toString().strip();
  }

  private void ask(Rehearsed play, int times, String words) throws Exception {
    for (int i = 0; i < times; i++) {
      String body =
          "{\"model\": \"gpt-4\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
              .formatted(text(words));
      assertThat(play.asking(body).statusCode()).isEqualTo(200);
    }
    // Observed is what was carried into the store.
    play.gateway.rows();
  }

  private static JsonNode route(Rehearsed play) throws IOException, InterruptedException {
    JsonNode routes = JSON.readTree(play.gateway.admin("/routes").body()).path("routes");
    return routes.path(0);
  }

  @Test
  void studentIsTakenOffWhenRequestsComeInAnotherLanguage() throws Exception {
    String rule =
        """
        launch: {canary: {share: 100%}}
        drift: {profile: student.json, window: 100, on_drift: roll_back}""";
    try (Rehearsed play = new Rehearsed(folder, rule)) {
      ask(play, 60, ENGLISH);
      play.awaitMetric("understudy_drift_requests{route=\"moderation\"}", 60);
      assertThat(play.gateway.metric("understudy_drift_alarm{route=\"moderation\"}")).isZero();
      assertThat(route(play).path("drift").path("alarm").isNull()).isTrue();

      ask(play, 60, GERMAN);

      play.awaitMetric("understudy_drift_alarm{route=\"moderation\"}", 1);
      play.awaitMetric("understudy_rollout_share{route=\"moderation\"}", 0);
      assertThat(play.ask().headers().firstValue("x-understudy-upstream")).contains("teacher");
      JsonNode stands = route(play);
      assertThat(stands.path("state").asText()).isEqualTo("rolled_back");
      assertThat(stands.path("reason").asText()).startsWith("drift: ");
      assertThat(stands.path("drift").path("alarm").path("request").asLong()).isBetween(61L, 120L);
    }
  }

  @Test
  void answersOfAnotherMixThanInTrainingAreNoticedWhateverIsAsked() throws Exception {
    writeStudent("other");
    String rule =
        """
        launch: {dark: {share: 1%}}
        compare: {as: label}
        drift: {profile: student.json, window: 100}""";
    try (Rehearsed play = new Rehearsed(folder, rule)) {
      ask(play, 120, ENGLISH);

      play.awaitMetric("understudy_drift_alarm{route=\"moderation\"}", 1);
      assertThat(route(play).path("drift").path("alarm").path("feature").asText())
          .isEqualTo("label");
    }
  }

  @Test
  void mixOfLabelsIsLeftOutWhereRulesSaySo() throws Exception {
    writeStudent("other");
    String rule =
        """
        launch: {dark: {share: 1%}}
        compare: {as: label}
        drift: {profile: student.json, window: 100, labels: false}""";
    try (Rehearsed play = new Rehearsed(folder, rule)) {
      ask(play, 120, ENGLISH);

      play.awaitMetric("understudy_drift_requests{route=\"moderation\"}", 120);
      assertThat(play.gateway.metric("understudy_drift_alarm{route=\"moderation\"}")).isZero();
      assertThat(route(play).path("drift").path("features").has("label")).isFalse();
    }
  }

  @Test
  void answersOfTheMixInTrainingRaiseNoAlarm() throws Exception {
    writeStudent("teacher");
    String rule =
        """
        launch: {dark: {share: 1%}}
        compare: {as: label}
        drift: {profile: student.json, window: 100}""";
    try (Rehearsed play = new Rehearsed(folder, rule)) {
      ask(play, 120, ENGLISH);

      play.awaitMetric("understudy_drift_requests{route=\"moderation\"}", 120);
      assertThat(play.gateway.metric("understudy_drift_alarm{route=\"moderation\"}")).isZero();
    }
  }

  @Test
  void warningAloneMovesNothing() throws Exception {
    String rule =
        """
        launch: {canary: {share: 100%}}
        drift: {profile: student.json, window: 100}""";
    try (Rehearsed play = new Rehearsed(folder, rule)) {
      ask(play, 60, GERMAN);

      play.awaitMetric("understudy_drift_alarm{route=\"moderation\"}", 1);
      assertThat(play.gateway.metric("understudy_rollout_share{route=\"moderation\"}"))
          .isEqualTo(1);
    }
  }

  @Test
  void watchGoesOnWhereItsRuleStaysAndBeginsAnewWhereItChanges() throws Exception {
    String drift = "drift: {profile: student.json, window: 100}";
    try (Rehearsed play = new Rehearsed(folder, "launch: {canary: {share: 100%}}\n" + drift)) {
      ask(play, 5, ENGLISH);
      play.awaitMetric("understudy_drift_requests{route=\"moderation\"}", 5);

      play.rule("launch: {student: {}}\n" + drift);
      play.gateway.gateway().reloadRules();
      ask(play, 5, ENGLISH);
      play.awaitMetric("understudy_drift_requests{route=\"moderation\"}", 10);

      play.rule("launch: {student: {}}\n" + drift.replace("100", "50"));
      play.gateway.gateway().reloadRules();
      play.awaitMetric("understudy_drift_requests{route=\"moderation\"}", 0);
    }
  }

  @Test
  void rulesWithAProfileThatIsNoneAreNotPutIntoForce() throws Exception {
    Files.writeString(folder.resolve("other.json"), "{}");
    try (Rehearsed play = new Rehearsed(folder, "launch: {canary: {share: 100%}}")) {
      play.rule("launch: {canary: {share: 100%}}\ndrift: {profile: other.json}");
      play.gateway.gateway().reloadRules();

      JsonNode rules = JSON.readTree(play.gateway.admin("/rules").body());
      assertThat(rules.path("problems").toString())
          .contains(
              "route 'moderation' cannot be watched for drift: "
                  + folder.resolve("other.json")
                  + ": has no profile of its inputs; train the student again");
    }
  }
}
