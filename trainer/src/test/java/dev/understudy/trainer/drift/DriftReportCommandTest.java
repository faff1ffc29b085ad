package dev.understudy.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.drift.InputProfileJson;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.ProfileDraft;
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
      rows.add(new ProfileDraft.Row("row-" + i, reader.read(messages, false)));
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
    CapturedTraffic traffic =
        new CapturedTraffic(day.hashCode(), Instant.parse(day + "T23:00:00Z"));
    for (int i = 0; i < requests; i++) {
      traffic.add(Call.moderation(text(words)).answers("{\"is_bad\": 0}"));
    }
    traffic.writeTo(captures, "segment-" + day);
  }

  private int report(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "report",
                "--captures",
                captures.toString(),
                "--student",
                student.toString(),
                "--out",
                page.toString()));
    arguments.addAll(List.of(more));
    return new CommandLine(new DriftCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
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
