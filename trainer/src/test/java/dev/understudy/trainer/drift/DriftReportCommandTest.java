package dev.understudy.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.drift.InputProfileJson;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.ProfileDraft;
import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.trainer.build.Call;
import dev.understudy.trainer.build.CapturedTraffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DriftReportCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ENGLISH =
      "the of and to is in that it you for are page source thanks great author reader comment";
  private static final String GERMAN =
      "der die das und ist nicht ein ich zu mit sie es auf Seite Quelle danke Leser Beitrag";

  private final Path captures;
  private final Path student;
  private final Path page;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Random random = new Random(3);

  DriftReportCommandTest(@TempDir Path folder) throws IOException {
    this.captures = folder.resolve("captures");
    this.student = folder.resolve("student.json");
    this.page = folder.resolve("drift.html");
    writeStudent();
  }

  /** A student's description of six hundred English comments. */
  private void writeStudent() throws IOException {
    InputReader reader = new InputReader(Prompts.NONE);
    List<ProfileDraft.Row> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      // Made as the captured ones are, instructions and all.
      List<Turn> messages = Turn.read(Call.moderation(text(ENGLISH)).messagesJson());
      String label = i % 10 == 0 ? "1" : "0";
      rows.add(new ProfileDraft.Row("row-" + i, reader.read(messages, false).labelled(label)));
    }
    ObjectNode description = JSON.createObjectNode();
    description.set("inputs", InputProfileJson.write(ProfileDraft.of(rows)));
    Files.writeString(student, description.toString());
  }

  private String text(String words) {
    String[] all = words.split(" ", -1);
    StringBuilder text = new StringBuilder();
    for (int i = 8 + random.nextInt(20); i > 0; i--) {
      text.append(all[random.nextInt(all.length)]).append(' ');
    }
    return text.toString().strip();
  }

  private void capture(String day, int requests, String words) throws IOException {
    capture(day, requests, words, 10);
  }

  /** One of so many answers is "bad", on average. */
  private void capture(String day, int requests, String words, int bad) throws IOException {
    CapturedTraffic traffic =
        new CapturedTraffic(day.hashCode(), Instant.parse(day + "T23:00:00Z"));
    for (int i = 0; i < requests; i++) {
      traffic.add(
          Call.moderation(text(words))
              .answers("{\"is_bad\": %d}".formatted(random.nextInt(bad) == 0 ? 1 : 0)));
    }
    traffic.writeTo(captures, "segment-" + day);
  }

  private int report(String... more) {
    List<String> options = new ArrayList<>(List.of("--out", page.toString()));
    if (!List.of(more).contains("--student")) {
      options.addAll(List.of("--student", student.toString()));
    }
    return run("report", options, more);
  }

  private int profile(String... more) {
    return run(
        "profile", List.of("--route", "moderation", "--out", profileFile().toString()), more);
  }

  private Path profileFile() {
    return captures.resolveSibling("profile.json");
  }

  private int run(String command, List<String> options, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--captures", captures.toString()));
    arguments.addAll(options);
    arguments.addAll(List.of(more));
    return new CommandLine(new DriftCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void shiftedMixOfLabelsIsFoundWhileRequestsAreAsInTraining() throws IOException {
    capture("2026-01-30", 400, ENGLISH);
    capture("2026-01-31", 400, ENGLISH, 2);

    int status = report("--route", "moderation", "--label", "/is_bad", "--json", "--require");

    JsonNode json = JSON.readTree(out.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(status).isEqualTo(1);
    assertThat(json.path("alarm").path("feature").asText()).isEqualTo("label");
    assertThat(json.path("alarm").path("request").asLong()).isBetween(401L, 800L);
    assertThat(json.path("features").path("label").path("captured").get(0).asLong())
        .isGreaterThan(500);
  }

  @Test
  void mixOfLabelsIsLeftOutWhereThatIsAskedFor() throws IOException {
    capture("2026-01-30", 400, ENGLISH, 1);

    int status =
        report("--route", "moderation", "--label", "/is_bad", "--no-labels", "--json", "--require");

    JsonNode json = JSON.readTree(out.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(json.path("features").has("label")).isFalse();
  }

  @Test
  void answersOfOthersThanTheTeacherHaveNoLabelThatCounts() throws IOException {
    capture("2026-01-30", 300, ENGLISH, 1);

    report("--route", "moderation", "--label", "/is_bad", "--teacher", "gpt-5", "--json");

    JsonNode label = JSON.readTree(out.toString()).path("features").path("label");
    assertThat(label.path("captured").toString()).isEqualTo("[0,0,0]");
  }

  @Test
  void profileOfCapturesIsReadAsAStudentsIs() throws IOException {
    capture("2026-01-29", 300, GERMAN);
    capture("2026-01-30", 600, ENGLISH);

    int made = profile("--label", "/is_bad", "--from", "2026-01-30");

    assertThat(err.toString()).isEmpty();
    assertThat(made).isZero();
    assertThat(out)
        .hasToString(
            """
            wrote %s: 600 of 600 requests of route moderation, the first of each user, conversation and key
            600 of them have a label
            in the route's rules:
              drift: {profile: profile.json}
            """
                .formatted(profileFile()));
    assertThat(Files.readString(profileFile())).doesNotContain("Quelle", "author");
    assertThat(StudentInputs.read(profileFile()).profile().rows()).isEqualTo(600);

    capture("2026-01-31", 300, ENGLISH);
    out.getBuffer().setLength(0);
    int same =
        report(
            "--route",
            "moderation",
            "--student",
            profileFile().toString(),
            "--from",
            "2026-01-31",
            "--require");

    assertThat(err.toString()).isEmpty();
    assertThat(same).isZero();
    assertThat(out.toString()).startsWith("route moderation: 300 requests against 600");
  }

  @Test
  void profileOfTooFewIsRefusedWithWhatToDo() throws IOException {
    capture("2026-01-30", 99, ENGLISH);

    int status = profile();

    assertThat(status).isEqualTo(1);
    assertThat(err)
        .hasToString(
            "route 'moderation' has 99 requests that count (the first of each user, conversation"
                + " and key in 500) of 99 captured; a profile needs 100 or more: widen --from and"
                + " --to, or go on capturing\n");
    assertThat(profileFile()).doesNotExist();
  }

  @Test
  void newLanguageIsFoundOnTheDayItComes() throws IOException {
    capture("2026-01-30", 400, ENGLISH);
    capture("2026-01-31", 200, GERMAN);

    int status = report("--route", "moderation", "--json", "--require");

    JsonNode json = JSON.readTree(out.toString());
    assertThat(status).isEqualTo(1);
    assertThat(json.path("requests").asLong()).isEqualTo(600);
    assertThat(json.path("alarm").path("request").asLong()).isBetween(401L, 430L);
    assertThat(json.path("alarm").path("at").asText()).startsWith("2026-01-31T23:00:");
    assertThat(json.path("unlike_training").path("reasons").path("language").asLong())
        .isBetween(195L, 200L);
    assertThat(json.path("periods")).hasSize(2);
    assertThat(json.path("periods").path(0).path("psi").path("language").asDouble())
        .isLessThan(0.05);
    assertThat(json.path("periods").path(1).path("psi").path("language").asDouble())
        .isGreaterThan(1);
    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .contains("<h2>Over time</h2>", "<bdi>moderation</bdi>", "alarm")
        .doesNotContain("Quelle", "http://", "https://", "<script");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void requestsAsInTrainingPass() throws IOException {
    capture("2026-01-30", 500, ENGLISH);

    int status = report("--route", "moderation", "--require", "--by", "hour");

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .startsWith(
            """
            route moderation: 500 requests against 600 training rows
            feature        requests      PSI  by chance   highest/hour      capital
            """)
        .endsWith("No drift is shown (a false alarm has a chance of 1.00 %).\n");
  }

  @Test
  void unknownRouteIsRefusedWithThoseThereAre() throws IOException {
    capture("2026-01-30", 3, ENGLISH);

    int status = report("--route", "moderatoin");

    assertThat(status).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("route 'moderatoin' has no captured requests; those that have: moderation\n");
  }

  @Test
  void studentWithoutProfileIsRefused() throws IOException {
    capture("2026-01-30", 3, ENGLISH);
    Files.writeString(student, "{}");

    int status = report("--route", "moderation");

    assertThat(status).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(student + ": has no profile of its inputs; train the student again\n");
  }

  @Test
  void pageThatCannotBeWrittenIsNamedInWords() throws IOException {
    capture("2026-01-30", 3, ENGLISH);
    Files.createSymbolicLink(page, page.resolveSibling("nowhere").resolve("drift.html"));

    int status = report("--route", "moderation");

    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).isEqualTo(page + ": no such file or folder\n");
  }

  @Test
  void unitsThatAreNoneAreAMistakeInTheCommandLine() {
    assertThat(report("--route", "moderation", "--by", "week")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--by must be hour or day, got 'week'\n");
    assertThat(report("--route", "moderation", "--alpha", "2")).isEqualTo(2);
  }
}
