package dev.understudy.gateway;

import static dev.understudy.gateway.Rehearsed.json;
import static dev.understudy.gateway.TrainedStudent.ENGLISH;
import static dev.understudy.gateway.TrainedStudent.GERMAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a student was not trained for is its teacher's, and its description may be replaced. */
class TrainedOnTest {
  private static final String GUARDED = "launch: {hybrid: {trained_on: student.json}}";
  private static final String QUESTION = TrainedStudent.text(ENGLISH, 12, new Random(7));

  @TempDir Path folder;

  @BeforeEach
  void writeStudent() throws Exception {
    TrainedStudent.write(folder.resolve("student.json"), ENGLISH);
  }

  private static String asking(String question, String more) {
    return "{\"model\": \"gpt-4\", \"messages\": [{\"role\": \"user\", \"content\": %s}]%s}"
        .formatted(question, more);
  }

  private static String asking(String question) {
    return asking("\"" + question + "\"", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "untrained_tools | TEXT | , \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}]",
        "untrained_images | [{\"type\": \"text\", \"text\": TEXT}, {\"type\": \"image_url\", \"image_url\": {\"url\": \"https://a/b.png\"}}] | ''",
        "untrained_language | GERMAN | ''",
        "untrained_length | LONG | ''",
        "untrained_shape | TEXT | , \"messages\": \"none\"",
      })
  void whatTheStudentWasNotTrainedForIsTheTeachersWithTheReasonCounted(
      String reason, String content, String more) throws Exception {
    String question =
        content
            .replace("TEXT", '"' + QUESTION + '"')
            .replace("GERMAN", '"' + TrainedStudent.text(GERMAN, 12, new Random(7)) + '"')
            .replace("LONG", '"' + TrainedStudent.text(ENGLISH, 200, new Random(7)) + '"');
    try (Rehearsed play = new Rehearsed(folder, GUARDED)) {
      assertThat(play.asking(asking(QUESTION)).body()).isEqualTo(json("student"));

      HttpResponse<String> answer = play.asking(asking(question, more));

      assertThat(answer.body()).isEqualTo(json("teacher"));
      assertThat(answer.headers().firstValue("x-understudy-upstream")).contains("teacher");
      assertThat(answer.headers().firstValue("x-understudy-fallback")).isEmpty();
      assertThat(play.student.received()).hasSize(1);
      assertThat(withheld(play, reason)).isEqualTo(1);
    }
  }

  @Test
  void itIsRehearsedAsHardRequestsAre() throws Exception {
    String rule = "launch: {hybrid: {trained_on: student.json}, dark: {share: 100%}}";
    try (Rehearsed play = new Rehearsed(folder, rule)) {
      String german = TrainedStudent.text(GERMAN, 12, new Random(7));
      assertThat(play.asking(asking(german)).body()).isEqualTo(json("teacher"));

      play.awaitMetric(
          "understudy_comparisons_total{role=\"shadow\",route=\"moderation\",verdict=\"different\"}",
          1);
      assertThat(play.rows("shadow")).hasSize(1);
    }
  }

  @Test
  void aBodyOfMoreThanAMebibyteIsTooLong() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, GUARDED)) {
      String padded = asking('"' + QUESTION + '"', ", \"pad\": \"" + "x".repeat(1 << 20) + "\"");
      assertThat(play.asking(padded).body()).isEqualTo(json("teacher"));
      assertThat(withheld(play, "untrained_length")).isEqualTo(1);

      String shorter = asking('"' + QUESTION + '"', ", \"pad\": \"" + "x".repeat(1 << 19) + "\"");
      assertThat(play.asking(shorter).body()).isEqualTo(json("student"));
    }
  }

  @Test
  void aDescriptionThatIsReplacedInItsPlaceIsTakenUp() throws Exception {
    String german = asking(TrainedStudent.text(GERMAN, 12, new Random(7)));
    try (Rehearsed play = new Rehearsed(folder, GUARDED)) {
      assertThat(play.asking(german).body()).isEqualTo(json("teacher"));
      double before = play.gateway.metric("understudy_rules_refused");

      Files.writeString(folder.resolve("student.json"), "{\"inputs\": 1}");
      play.awaitMetric("understudy_rules_refused", 1);
      assertThat(play.gateway.admin("/rules").body())
          .contains(
              "what the student of route 'moderation' was trained on cannot be told: "
                  + folder.resolve("student.json")
                  + ": has no profile of its inputs; train the student again");
      assertThat(play.asking(german).body()).isEqualTo(json("teacher"));
      assertThat(play.asking(asking(QUESTION)).body()).isEqualTo(json("student"));

      TrainedStudent.write(folder.resolve("student.json"), GERMAN);
      play.awaitMetric("understudy_rules_refused", 0);
      assertThat(before).isZero();
      assertThat(play.asking(german).body()).isEqualTo(json("student"));
      assertThat(play.asking(asking(QUESTION)).body()).isEqualTo(json("teacher"));
    }
  }

  @Test
  void aFileMayComeAfterTheRulesThatNameIt() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: student")) {
      play.rule("launch: {hybrid: {trained_on: later.json}}");
      play.awaitMetric("understudy_rules_refused", 1);

      TrainedStudent.write(folder.resolve("later.json"), GERMAN);

      play.awaitMetric("understudy_rules_refused", 0);
      assertThat(play.asking(asking(QUESTION)).body()).isEqualTo(json("teacher"));
    }
  }

  @Test
  void aStudentWithoutAProfileIsAReasonNotToStart() throws Exception {
    Files.writeString(folder.resolve("student.json"), "{}");

    assertThatThrownBy(() -> new Rehearsed(folder, GUARDED))
        .hasStackTraceContaining(
            "what the student of route 'moderation' was trained on cannot be told: "
                + folder.resolve("student.json")
                + ": has no profile of its inputs; train the student again");
  }

  private static double withheld(Rehearsed play, String reason) throws Exception {
    return play.gateway.metric(
        "understudy_withheld_total{reason=\"" + reason + "\",route=\"moderation\"}");
  }
}
