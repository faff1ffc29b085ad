package dev.understudy.gateway;

import static dev.understudy.gateway.Rehearsed.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People look at routes, move them by hand, and say what they think of answers. */
class HandsOnTest {
  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> post(URI url, String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(url)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aRouteIsRolledBackAndResumedByHand() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder,
            "launch: {canary: {share: 100%}, dark: {share: 100%}}\ngate: {failed: {max: 5%}}")) {
      URI route =
          URI.create(
              "http://127.0.0.1:" + play.gateway.gateway().adminPort() + "/routes/moderation");
      assertThat(play.ask().body()).isEqualTo(json("student"));

      HttpResponse<String> moved =
          post(URI.create(route + "/roll-back"), "{\"reason\": \"it mumbles\"}");

      assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
      assertThat(play.ask().body()).isEqualTo(json("teacher"));
      JsonObject shown = new JsonObject(play.gateway.admin("/routes/moderation").body());
      assertThat(shown.encode()).contains("rolled_back").contains("it mumbles");

      assertThat(post(URI.create(route + "/resume"), "").statusCode()).isEqualTo(200);
      assertThat(play.ask().body()).isEqualTo(json("student"));
    }
  }

  @Test
  void theLastCasesThatDifferCanBeLookedAt() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: {dark: {share: 100%}}")) {
      play.ask();
      play.awaitMetric(
          "understudy_comparisons_total{role=\"shadow\",route=\"moderation\",verdict=\"different\"}",
          1);

      play.awaitCases("\"verdict\" : \"different\"");
    }
  }

  @Test
  void feedbackOnAnAnswerIsStoredBesideIt() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: {canary: {share: 100%}}")) {
      String id = play.ask().headers().firstValue("x-understudy-request-id").orElseThrow();

      HttpResponse<String> taken =
          post(
              play.gateway.url("/-/feedback"),
              new JsonObject().put("request_id", id).put("correction", "no").encode());

      assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
      GenericRecord row = play.gateway.rows("feedback").get(0);
      assertThat(row.get("request_id")).hasToString(id);
      assertThat(row.get("correction")).hasToString("no");
      assertThat(play.teacher.received()).isEmpty();
    }
  }

  @Test
  void theRulesInForceAndTheProblemsOfAnEditAreShown() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: {canary: {share: 0%}}")) {
      String version = play.gateway.gateway().rulesVersion();

      play.write("version: 1\nroutes:\n  - {name: x, teacher: nobody}\n");
      play.awaitMetric("understudy_rules_refused", 1);

      JsonObject shown = new JsonObject(play.gateway.admin("/rules").body());
      assertThat(shown.getString("version")).isEqualTo(version);
      assertThat(shown.getJsonArray("problems", new JsonArray()).encode()).contains(":3:");
    }
  }
}
