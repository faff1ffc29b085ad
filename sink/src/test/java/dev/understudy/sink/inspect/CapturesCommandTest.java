package dev.understudy.sink.inspect;

import static dev.understudy.sink.inspect.CapturedFolder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CapturesCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIRST = "019c1000-0000-7000-8000-00000000beef";
  private static final String SECOND = "019c2000-0000-7000-8000-00000000cafe";

  private final Path root;
  private final CapturedFolder captures;

  CapturesCommandTest(@TempDir Path folder) {
    // Characters that mean something to SQL and to file patterns.
    this.root = folder.resolve("it's [a] *folder?");
    this.captures = new CapturedFolder(root);
  }

  @Test
  void listShowsTheNewestFirst() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    captures.addChat(SECOND, NOON.plusSeconds(7200), "How?", "Like\nthis.");

    Run run = run("list", root.toString());

    List<String> lines = run.out().lines().toList();
    assertThat(run.status()).isZero();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .containsSubsequence("time", "id", "route", "upstream", "model", "status", "answer");
    assertThat(lines.get(1))
        .containsSubsequence("0000cafe", "gpt-4-0613", "200", "complete", "1,200", "30", "40.3")
        .endsWith("Like this.");
    assertThat(lines.get(2)).contains("0000beef").endsWith("Because.");
  }

  @Test
  void listKeepsOnlyWhatIsAskedFor() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    captures.add(SECOND, NOON.plusSeconds(7200), row -> row.set("status", 404).set("route", "b"));

    assertThat(ids("--status", "4xx")).containsExactly(SECOND);
    assertThat(ids("--status", "200")).containsExactly(FIRST);
    assertThat(ids("--route", "b")).containsExactly(SECOND);
    assertThat(ids("--model", "gpt-4")).containsExactly(FIRST);
    assertThat(ids("--model", "gpt-4-0613")).containsExactly(FIRST);
    assertThat(ids("--since", "2026-01-31T13:00:00Z")).containsExactly(SECOND);
    assertThat(ids("--limit", "1")).containsExactly(SECOND);
    assertThat(ids("--limit", "0")).containsExactly(SECOND, FIRST);
  }

  @Test
  void routeThatLooksLikeSqlIsOnlyANameNobodyHas() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");

    Run run = run("list", root.toString(), "--route", "x' OR '1'='1");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("no exchange matches\n");
  }

  @Test
  void textIsLeftOutWhereAskedFor() throws Exception {
    captures.addChat(FIRST, NOON, "secret question", "secret answer");

    assertThat(run("list", root.toString(), "--no-text").out()).doesNotContain("secret");
    assertThat(run("list", root.toString(), "--no-text", "--json").out()).doesNotContain("secret");
    assertThat(run("show", root.toString(), "beef", "--no-text").out()).doesNotContain("secret");
    assertThat(run("show", root.toString(), "beef", "--no-text", "--json").out())
        .doesNotContain("secret");
  }

  @Test
  void showTellsEverythingOfOneExchange() throws Exception {
    captures.addChat(FIRST, NOON, "Why is the sky blue?", "Scattering.");

    Run run = run("show", root.toString(), "019c1");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("exchange     " + FIRST + ", primary\n")
        .contains("call         POST /v1/chat/completions to teacher\n")
        .contains("answer       status 200, complete\n")
        .contains("model        gpt-4, served by gpt-4-0613\n")
        .contains("tokens       1,200 in, 30 out\n")
        .contains("time         first byte after 40.3 ms, whole after 121 ms\n")
        .contains("request headers\n  content-type: application/json\n")
        .contains("user\n  Why is the sky blue?\n")
        .contains("answered (stop)\n  Scattering.\n");
  }

  @Test
  void showFindsAnExchangeByTheEndOfItsIdAndByItsRequest() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    captures.addChat(SECOND, NOON, "How?", "So.");

    assertThat(run("show", root.toString(), "CAFE").out()).contains(SECOND).doesNotContain(FIRST);
    String request = FIRST.replace("000000000", "aaaaaaaaa");
    assertThat(run("show", root.toString(), request).out()).contains(FIRST).doesNotContain(SECOND);
  }

  @Test
  void showAsJsonHasEveryColumnAndNestsWhatIsJson() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");

    JsonNode row = JSON.readTree(run("show", root.toString(), "beef", "--json").out());

    assertThat(row.path("messages").path(0).path("content").asText()).isEqualTo("Why?");
    assertThat(row.path("received_at").asText()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(row.path("duration_ms").asDouble()).isEqualTo(120.5);
    assertThat(row.path("body_truncated").isBoolean()).isTrue();
    assertThat(row).hasSize(1 + CapturedFolder.schema().getFields().size());
  }

  @Test
  void ambiguousUnknownAndMalformedIdsAreTold() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    captures.addChat(SECOND, NOON, "How?", "So.");

    Run ambiguous = run("show", root.toString(), "019c");
    Run unknown = run("show", root.toString(), "ffff");
    Run malformed = run("show", root.toString(), "%_'");

    assertThat(ambiguous.status()).isEqualTo(2);
    assertThat(ambiguous.err()).startsWith("2 exchanges have an id like 019c:\n  " + FIRST);
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).isEqualTo("no exchange with an id like ffff\n");
    assertThat(malformed.status()).isEqualTo(2);
    assertThat(malformed.err())
        .isEqualTo("expected at least four characters of an id such as 7c3e91aa, found '%_''\n");
  }

  @Test
  void statsCountByWhatSetsExchangesApart() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    captures.addChat(SECOND, NOON.plusSeconds(60), "How?", "So.");
    captures.add(
        "019c3000-0000-7000-8000-00000000f00d",
        NOON.plusSeconds(120),
        row -> row.set("outcome", "timeout"));

    Run text = run("stats", root.toString());
    JsonNode json = JSON.readTree(run("stats", root.toString(), "--json").out());

    assertThat(text.out())
        .startsWith("3 exchanges from ")
        .contains("2,400 tokens in, 60 out; bodies of 300 B in, 2.7 kB out; 3 files of ");
    assertThat(json.at("/files").asInt()).isEqualTo(3);
    assertThat(json.at("/all/input_tokens").asLong()).isEqualTo(2400);
    assertThat(json.at("/all/duration_ms_p50").asDouble()).isEqualTo(120.5);
    assertThat(json.at("/outcome/0/outcome").asText()).isEqualTo("complete");
    assertThat(json.at("/outcome/0/exchanges").asInt()).isEqualTo(2);
    assertThat(json.at("/outcome/1/outcome").asText()).isEqualTo("timeout");
    assertThat(json.at("/status/1/status").isNull()).isTrue();
  }

  @Test
  void filesOfAnEarlierVersionAreReadWithNullsForNewerColumns() throws Exception {
    captures.add(CapturedFolder.without("confidence", "api"), FIRST, NOON, row -> {});

    assertThat(run("list", root.toString()).out()).contains("0000beef");
    assertThat(run("show", root.toString(), "beef", "--json").out()).contains("\"api\":null");
  }

  @Test
  void filesOfALaterVersionAreReadWithoutTheirNewerColumns() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    captures.add(
        CapturedFolder.with("tomorrows"),
        SECOND,
        NOON.plusSeconds(60),
        row -> row.set("tomorrows", "new"));

    assertThat(ids()).containsExactly(SECOND, FIRST);
    assertThat(run("show", root.toString(), "cafe", "--json").out())
        .contains("\"app\":null")
        .doesNotContain("tomorrows");
  }

  @Test
  void brokenAndForeignFilesAreLeftOutAndTold() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    Path cut = captures.addChat(SECOND, NOON, "How?", "So.");
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    Path foreign =
        captures.add(CapturedFolder.without("outcome"), SECOND, NOON, CapturesCommandTest::ignore);

    Run run = run("list", root.toString());

    assertThat(run.status()).isZero();
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.err())
        .isEqualTo(
            "left out: "
                + cut
                + ": expected a Parquet file, found one without PAR1 at its start and end: cut"
                + " short or of another kind\nleft out: "
                + foreign
                + ": expected the columns exchange_id, received_at, outcome, found others\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "stats"})
  void aFileThatIsDamagedWithinIsLeftOutAndTold(String command) throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    Run whole = run(command, root.toString());
    Path damaged = captures.addChat(SECOND, NOON, "How?", "So.");
    CapturedFolder.damageWithin(damaged);

    Run run = run(command, root.toString());

    assertThat(run.status()).isZero();
    assertThat(run.out()).isEqualTo(whole.out());
    assertThat(run.err())
        .startsWith("left out: " + damaged + ": cannot be read: not a whole Parquet file: ")
        .hasLineCount(1);
  }

  @Test
  void unfinishedFilesArePassedOver() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    Files.writeString(root.resolve("exchanges/.half.parquet"), "half");

    assertThat(run("list", root.toString()).err()).isEmpty();
  }

  @Test
  void missingAndEmptyFoldersAreTold() throws Exception {
    Path missing = root.resolve("none");
    Path empty = Files.createDirectories(root.resolve("empty"));
    Path bare = root.resolve("bare");
    Files.createDirectories(bare.resolve("exchanges"));

    assertThat(run("list", missing.toString()))
        .isEqualTo(
            new Run(
                1,
                "",
                missing
                    + ": there is no such folder; expected one that a gateway captured into\n"));
    assertThat(run("stats", empty.toString()).err())
        .isEqualTo(
            empty
                + ": nothing was captured here yet (no folder exchanges in it); the gateway writes"
                + " a file once a segment is full or old enough\n");
    assertThat(run("stats", bare.toString()).err())
        .isEqualTo(
            bare
                + ": no captured exchange here yet; the gateway writes a file once a segment is"
                + " full or old enough\n");
  }

  @Test
  void wrongOptionsAreUsageErrors() {
    Run status = run("list", root.toString(), "--status", "often");
    Run since = run("list", root.toString(), "--since", "lately");

    assertThat(status.status()).isEqualTo(2);
    assertThat(status.err()).contains("expected a status such as 404 or 5xx, found 'often'");
    assertThat(since.status()).isEqualTo(2);
    assertThat(since.err())
        .contains("expected a span such as 2h or a time such as 2026-01-31T07:15, found 'lately'");
  }

  @Test
  void capturedTextCannotSteerTheTerminal() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "\u001b[2Jgone\u202e");

    assertThat(run("list", root.toString()).out()).contains("␛[2Jgone␡");
    assertThat(run("show", root.toString(), "beef").out()).contains("␛[2Jgone␡");
  }

  @Test
  void answersOfWholeChatCompletionsCanBeReplayed() throws Exception {
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    captures.add(
        SECOND,
        NOON,
        row -> {
          CapturedFolder.chat(row, "How?", "So");
          row.set("outcome", "client_gone");
        });
    List<CapturedAnswer> answers = new ArrayList<>();

    try (CapturedExchanges open = CapturedExchanges.open(root)) {
      CapturedAnswer.forEach(open, answers::add);
    }

    assertThat(answers)
        .containsExactly(
            new CapturedAnswer(
                "gpt-4",
                "gpt-4-0613",
                "[{\"role\":\"user\",\"content\":\"Why?\"}]",
                "Because.",
                null,
                "stop",
                1200L,
                30L));
  }

  private static void ignore(Object row) {}

  private List<String> ids(String... options) throws IOException {
    String[] all = new String[options.length + 3];
    all[0] = "list";
    all[1] = root.toString();
    all[2] = "--json";
    System.arraycopy(options, 0, all, 3, options.length);
    List<String> ids = new ArrayList<>();
    for (String line : run(all).out().lines().toList()) {
      ids.add(JSON.readTree(line).path("exchange_id").asText());
    }
    return ids;
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
