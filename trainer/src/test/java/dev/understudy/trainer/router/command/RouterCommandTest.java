package dev.understudy.trainer.router.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.rules.router.RouterFile;
import dev.understudy.rules.router.TrainedRouter;
import dev.understudy.trainer.router.DarkLaunch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RouterCommandTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder = Path.of("");

  @Test
  void fitWritesARouterAndSaysWhatItCostsAndBrings() throws IOException {
    new DarkLaunch(1).compared(600).uncompared(100).writeTo(folder);

    int status =
        run("fit", "--teacher-share", "20%", "--out", folder.resolve("m-1.json").toString());

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    TrainedRouter written = RouterFile.read(folder.resolve("m-1.json"));
    assertThat(written.card().created()).isEqualTo(NOW);
    assertThat(written.card().threshold().wanted()).isEqualTo("teacher_share 20%");
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).isEqualTo("route moderation, student student (moderation-3)");
    assertThat(lines.get(1))
        .matches(
            "600 compared requests, \\d+ answered as well as the teacher; learned from \\d+, measured on the other"
                + " \\d+");
    assertThat(lines).filteredOn(line -> line.matches(" +\\d+% .*")).hasSize(8);
    // Of all 700 requests, so within 1.96 * sqrt(0.2 * 0.8 / 700).
    assertThat(lines.get(lines.size() - 5))
        .matches(
            "threshold 0\\.\\d{6} for teacher_share 20%: 20\\.0% to the teacher"
                + " \\(within 3\\.0 points in new traffic\\),");
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("  launch: {hybrid: {easy: {router: m-1.json, threshold: auto}}}");
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    new DarkLaunch(1).compared(300).writeTo(folder);
    Path file = folder.resolve("m-1.json");

    int status = run("fit", "--agreement", "0.9", "--json", "--out", file.toString());

    assertThat(status).isZero();
    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(json.path("file").asText()).isEqualTo(file.toString());
    assertThat(json.path("threshold").path("value").asDouble())
        .isEqualTo(RouterFile.read(file).card().threshold().value());
    assertThat(json.path("threshold").path("wanted").asText()).isEqualTo("agreement 90%");
    assertThat(json.path("curve")).hasSize(8);
  }

  @Test
  void routersAreNeverWrittenOver() throws IOException {
    Path file = Files.writeString(folder.resolve("m-1.json"), "mine");

    int status = run("fit", "--teacher-share", "20%", "--out", file.toString());

    assertThat(status).isEqualTo(1);
    assertThat(err)
        .hasToString(
            file
                + ": exists, and routers are never changed: give the new one the next number"
                + System.lineSeparator());
    assertThat(file).hasContent("mine");
  }

  @Test
  void oneGoalIsToBeGiven() {
    assertThat(run("fit", "--out", "m-1.json")).isEqualTo(2);
    assertThat(err.toString()).contains("--teacher-share").contains("--agreement");
    assertThat(run("fit", "--teacher-share", "20", "--out", "m-1.json")).isEqualTo(2);
    assertThat(err.toString()).contains("must be within [0, 1], that is [0%, 100%], got '20'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--most | 0 | --most must be at least 1, got 0",
        "--letters | 2 | --letters must be 0 or 3 to 8, got 2",
        "--hold-out | 100% | --hold-out must be above 0% and below 100%, got 1.0",
        "--to | 2026-01-30 | --to must be later than --from 2026-01-31T00:00:00Z, got"
            + " 2026-01-30T00:00:00Z",
        "--label | is_bad | Invalid value for option '--label': a JSON pointer is empty or begins with"
            + " '/', got 'is_bad'",
        "--captures | ftp://there | Invalid value for option '--captures' (PLACE): store must be a"
            + " folder or s3://bucket/prefix, got 'ftp://there'",
      })
  void wrongValuesAreMistakesInTheCommandLine(String option, String value, String message) {
    int status =
        run(
            "fit",
            "--teacher-share=20%",
            "--out=" + folder.resolve("m-1.json"),
            "--from=2026-01-31",
            option + "=" + value);

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).startsWith(message);
  }

  @Test
  void failuresOfFilesAreInWords() throws IOException {
    new DarkLaunch(1).compared(300).writeTo(folder);
    Path file = Files.writeString(folder.resolve("file"), "");

    int status = run("fit", "--teacher-share=20%", "--out=" + file.resolve("m-1.json"));

    assertThat(status).isEqualTo(1);
    assertThat(err).hasToString(file + ": FileAlreadyExistsException" + System.lineSeparator());
  }

  @Test
  void calibrateSetsTheThresholdOfConfidence() throws IOException {
    new DarkLaunch(3).compared(1_500).writeTo(folder);

    int status = run("calibrate", "--teacher-share", "20%", "--json");

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    JsonNode json = new JsonMapper().readTree(out.toString());
    // Hard questions, 0.3 of all, have confidences from 0.4 to 0.7, and easy ones from 0.6 on.
    assertThat(json.path("threshold").path("value").asDouble()).isCloseTo(0.6, Offset.offset(0.02));
    assertThat(json.path("threshold").path("teacher_share").asDouble())
        .isCloseTo(0.2, Offset.offset(0.001));
    assertThat(json.path("counts").path("compared").asInt()).isEqualTo(1_500);
    assertThat(json.path("quality").path("auc").asDouble()).isGreaterThan(0.75);
    assertThat(json.path("chosen").path("recovered").asDouble()).isGreaterThan(0.4);
  }

  @Test
  void calibrateSaysWhatToWriteIntoTheRules() throws IOException {
    new DarkLaunch(3).compared(300).writeTo(folder);

    int status = run("calibrate", "--agreement", "90%");

    assertThat(status).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(1))
        .matches(
            "300 compared requests, \\d+ answered as well as the teacher; chosen on 1\\d\\d, measured on the other"
                + " 1\\d\\d");
    assertThat(lines.get(lines.size() - 1))
        .matches("  launch: \\{hybrid: \\{confident: 0\\.[0-9]{6}}}");
  }

  @Test
  void calibrateSaysWhereNobodyWasConfident() throws IOException {
    new DarkLaunch(3).withoutConfidence().compared(150).writeTo(folder);

    int status = run("calibrate", "--agreement", "99%");

    assertThat(status).isEqualTo(1);
    assertThat(err)
        .hasToString(
            folder
                + ": none of 150 answers of student 'student' to route 'moderation' has a"
                + " confidence; serve it with understudy student, or ask for logprobs, and go on"
                + " with the dark launch"
                + System.lineSeparator());
  }

  private int run(String command, String... more) {
    CommandLine router = RouterCommand.commandLine(InstantSource.fixed(NOW));
    router.setOut(new PrintWriter(out, true));
    router.setErr(new PrintWriter(err, true));
    List<String> all =
        Stream.concat(
                Stream.of(command, "--captures", folder.toString(), "--route", DarkLaunch.ROUTE),
                Stream.of(more))
            .toList();
    return router.execute(all.toArray(String[]::new));
  }
}
