package dev.understudy.gateway;

import static dev.understudy.gateway.Rehearsed.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules and settings say of records holds, and clients see nothing of it. */
class RecordingTest {
  private static final String DARK = "launch: {dark: {share: 100%}}\n";
  private static final String COMPARED =
      "understudy_comparisons_total{role=\"shadow\",route=\"moderation\",verdict=\"different\"}";
  private static final String UNRECORDED =
      "understudy_capture_unrecorded_total{reason=\"%s\",route=\"moderation\"}";
  private static final String MAIL = "ann.example@mail.example.com";
  private static final String REQUEST =
      """
      {"model": "gpt-4", "user": "ann-7", "messages": [{"role": "user", "content": "write to %s"}]}"""
          .formatted(MAIL);

  @TempDir Path folder;

  @Test
  void aClientKeepsARequestOutOfTheRecordsWhereItsRouteLetsIt() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, DARK + "capture: {opt_out: true}")) {
      assertThat(play.ask("x-understudy-capture", "off").body()).isEqualTo(json("teacher"));
      play.awaitMetric(UNRECORDED.formatted("opted_out"), 1);
      play.awaitMetric(
          "understudy_shadow_not_made_total{reason=\"opted_out\",role=\"shadow\",route=\"moderation\"}",
          1);

      assertThat(play.student.received()).isEmpty();
      assertThat(play.gateway.rows()).isEmpty();
      assertThat(play.gateway.gateway().capture().accounting().offered()).isZero();
    }
  }

  @Test
  void withoutLeaveTheHeaderHasNoEffect() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, DARK)) {
      play.ask("x-understudy-capture", "off");
      play.awaitMetric(COMPARED, 1);

      assertThat(play.rows("primary")).hasSize(1);
    }
  }

  @Test
  void ofASampleOfNothingOnlyComparisonsAreRecorded() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, DARK + "capture: {sample: 0%}")) {
      assertThat(play.ask().body()).isEqualTo(json("teacher"));
      play.awaitMetric(COMPARED, 1);
      play.awaitMetric(UNRECORDED.formatted("sampled_out"), 2);

      assertThat(play.gateway.rows("comparisons")).hasSize(1);
      assertThat(play.gateway.rows()).isEmpty();
      play.gateway.awaitRest();
    }
  }

  @Test
  void whatIsRedactedStandsNowhereOnTheDiskAndWhoSeesComparisonsDoesNotSeeIt() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder,
            DARK + "capture: {redact: all}",
            "capture: {pseudonyms: \"file:" + secret() + "\"}")) {
      play.student.now(Rehearsed.saying("ask " + MAIL + " and bob@example.org"));

      HttpResponse<String> answer = play.asking(REQUEST, "x-user-id", "ann-7");
      play.awaitMetric(COMPARED, 1);
      feedback(play, answer);

      assertThat(answer.body()).isEqualTo(json("teacher"));
      GenericRecord primary = play.rows("primary").get(0);
      GenericRecord shadow = play.rows("shadow").get(0);
      assertThat(play.gateway.metric("understudy_redaction_hits_total{kind=\"EMAIL\"}"))
          .isGreaterThanOrEqualTo(4);
      assertThat(primary.get("input")).asString().contains("write to <EMAIL_1>");
      assertThat(shadow.get("output")).hasToString("ask <EMAIL_1> and <EMAIL_2>");
      assertThat(primary.get("user_pseudonym")).asString().doesNotContain("ann").startsWith("u_");
      assertThat(shadow.get("user_pseudonym")).isEqualTo(primary.get("user_pseudonym"));
      assertThat(play.gateway.rows("feedback").get(0).get("comment"))
          .hasToString("better ask " + MAIL); // the gateway's own settings redact nothing
      play.awaitCases("<EMAIL_1>");
      assertThat(play.gateway.admin("/routes/moderation/comparisons").body())
          .doesNotContain("example.org");
      assertThat(play.gateway.rows("comparisons").get(0).get("differences"))
          .asString()
          .contains("<EMAIL_1>")
          .doesNotContain("example.org");
    }
    assertThat(filesWith("bob@example.org", "ann-7")).isEmpty();
  }

  @Test
  void whatTheSettingsTakeOutOfAllIsTakenOutOfFeedbackToo() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, DARK, "capture: {redact: {find: [email]}}")) {
      HttpResponse<String> answer = play.asking(REQUEST);
      play.awaitMetric(COMPARED, 1);
      feedback(play, answer);

      assertThat(play.gateway.rows("feedback").get(0).get("comment"))
          .hasToString("better ask <EMAIL_1>");
      assertThat(play.rows("primary").get(0).get("messages")).asString().contains("<EMAIL_1>");
    }
    assertThat(filesWith(MAIL)).isEmpty();
  }

  @Test
  void recordsTellWhetherTheirUpstreamsTermsAllowTraining() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, DARK)) {
      play.write(Files.readString(play.rules).replace("model: toxicity-7", "may_train: ask"));
      play.gateway.gateway().reloadRules();
      play.ask();
      play.awaitMetric(COMPARED, 1);

      assertThat(play.rows("shadow").get(0).get("may_train")).hasToString("ask");
      assertThat(play.rows("primary").get(0).get("may_train")).isNull();
    }
  }

  private Path secret() throws IOException {
    return Files.writeString(folder.resolve("pseudonyms.key"), "correct-horse-battery");
  }

  private static void feedback(Rehearsed play, HttpResponse<String> answer) throws Exception {
    String id = answer.headers().firstValue("x-understudy-request-id").orElseThrow();
    URI url = play.gateway.url("/-/feedback");
    HttpResponse<String> taken =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(url)
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"request_id\": \"%s\", \"comment\": \"better ask %s\"}"
                                .formatted(id, MAIL)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(taken.statusCode()).isEqualTo(202);
  }

  /** Files of captures and spool that hold one of these texts uncompressed, or in a column. */
  private List<Path> filesWith(String... texts) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder.resolve("captures"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        String columns =
            file.toString().endsWith(".parquet")
                ? TestGateway.storedIn(Objects.requireNonNull(file.getParent())).toString()
                : "";
        if (Stream.of(texts).anyMatch(text -> (content + columns).contains(text))) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
