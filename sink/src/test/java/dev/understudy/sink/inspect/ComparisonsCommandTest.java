package dev.understudy.sink.inspect;

import static dev.understudy.sink.inspect.CapturedFolder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ComparisonsCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REQUEST = "019c1000-0000-7000-8000-00000000beef";
  private static final String OTHER = "019c2000-0000-7000-8000-00000000cafe";

  private final Path root;
  private final CapturedFolder captures;

  ComparisonsCommandTest(@TempDir Path folder) {
    this.root = folder;
    this.captures = new CapturedFolder(root);
  }

  private static Comparison comparison(String request, Instant at, String route, Verdict verdict) {
    boolean same = verdict == Verdict.SAME;
    return new Comparison(
        UUID.fromString(request),
        at,
        "gateway-0",
        null,
        route,
        "student-7",
        "toxicity-7",
        "json",
        verdict,
        same ? 1 : 0.5,
        same ? List.of() : List.of(new Difference("/is_bad", "true", null)),
        same ? List.of() : List.of("student_refused"),
        false,
        Duration.ofMillis(-30),
        null);
  }

  private void addTwo() throws Exception {
    captures.addChat(REQUEST, NOON, "Why?", "Because.");
    captures.add(
        comparison(REQUEST, NOON, "moderation", Verdict.DIFFERENT),
        comparison(OTHER, NOON.plusSeconds(7200), "support", Verdict.SAME));
  }

  @Test
  void comparisonsAreListedTheNewestFirst() throws Exception {
    addTwo();

    List<String> lines = run("comparisons", root.toString()).out().lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .containsSubsequence("time", "request", "route", "student", "verdict", "score", "remarks");
    assertThat(lines.get(1)).containsSubsequence("0000cafe", "support", "same", "1.00", "-");
    assertThat(lines.get(2))
        .containsSubsequence("0000beef", "moderation", "student-7", "different", "0.50")
        .endsWith("student_refused  /is_bad true, student nothing");
  }

  @Test
  void comparisonsAreKeptByRouteVerdictAndTime() throws Exception {
    addTwo();

    assertThat(run("comparisons", root.toString(), "--route", "support", "--json").out())
        .contains(OTHER)
        .doesNotContain(REQUEST);
    assertThat(run("comparisons", root.toString(), "--verdict", "different", "--json").out())
        .contains(REQUEST)
        .doesNotContain(OTHER);
    assertThat(run("comparisons", root.toString(), "--since", "2026-01-31T13:00:00Z").out())
        .contains("0000cafe")
        .doesNotContain("0000beef");
    assertThat(run("comparisons", root.toString(), "--limit", "1").out())
        .contains("0000cafe")
        .doesNotContain("0000beef");
    assertThat(run("comparisons", root.toString(), "--verdict", "wrong").err())
        .contains("expected same, different or incomparable, found 'wrong'");
  }

  @Test
  void valuesAreLeftOutWhereAskedFor() throws Exception {
    addTwo();

    Run run = run("comparisons", root.toString(), "--no-text");

    assertThat(run.out()).contains("/is_bad").doesNotContain("true");
  }

  @Test
  void capturesWithoutComparisonsSaySo() throws Exception {
    captures.addChat(REQUEST, NOON, "Why?", "Because.");

    Run run = run("comparisons", root.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("no comparison matches\n");
  }

  @Test
  void showTellsWhatWasComparedAndSaidOfARequest() throws Exception {
    addTwo();
    captures.add(
        new Feedback(
            UUID.fromString(REQUEST), NOON, "gateway-0", 2.0, "bad", "No.", "human", null));

    Run run = run("show", root.toString(), REQUEST);
    List<String> json = run("show", root.toString(), REQUEST, "--json").out().lines().toList();

    assertThat(run.out())
        .contains("verdict      different, score 0.50 by json\n")
        .contains("remarks      student_refused\n")
        .contains("slower by    -30.0 ms, first byte - ms\n")
        .contains("differs      /is_bad true, student nothing\n")
        .contains("by           human\n")
        .contains("score        2.0\n")
        .contains("correction   No.\n")
        .doesNotContain("comment");
    assertThat(json).hasSize(3);
    JsonNode compared = JSON.readTree(json.get(1));
    assertThat(compared.path("table").asText()).isEqualTo("comparisons");
    assertThat(compared.at("/differences/0/teacher").asText()).isEqualTo("true");
    assertThat(JSON.readTree(json.get(2)).path("table").asText()).isEqualTo("feedback");
    assertThat(run("show", root.toString(), REQUEST, "--no-text").out())
        .doesNotContain("No.")
        .doesNotContain("true, student");
  }

  @Test
  void statsAreOfWhatClientsGotAndCountOtherRolesApart() throws Exception {
    captures.addChat(REQUEST, NOON, "Why?", "Because.");
    captures.add(
        OTHER,
        NOON,
        row -> {
          CapturedFolder.chat(row, "Why?", "No.");
          row.set("role", "shadow");
          row.set("model_served", "toxicity-7");
        });

    String text = run("stats", root.toString()).out();
    JsonNode json = JSON.readTree(run("stats", root.toString(), "--json").out());
    JsonNode shadow =
        JSON.readTree(run("stats", root.toString(), "--json", "--role", "shadow").out());

    assertThat(text).startsWith("1 exchanges from ").containsSubsequence("role", "shadow", "route");
    assertThat(json.at("/all/output_tokens").asLong()).isEqualTo(30);
    assertThat(json.at("/model/0/model").asText()).isEqualTo("gpt-4-0613");
    assertThat(json.path("model")).hasSize(1);
    assertThat(json.path("role")).hasSize(2);
    assertThat(shadow.at("/model/0/model").asText()).isEqualTo("toxicity-7");
    assertThat(run("list", root.toString(), "--role", "shadow").out())
        .contains("0000cafe")
        .doesNotContain("0000beef");
    assertThat(run("list", root.toString(), "--role", "other").err())
        .contains("expected primary, shadow, echo or escalated, found 'other'");
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new CapturesCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private record Run(int status, String out, String err) {}
}
