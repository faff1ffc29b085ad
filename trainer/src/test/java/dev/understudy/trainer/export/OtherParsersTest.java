package dev.understudy.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read by what others wrote: DuckDB's readers and Python's. */
class OtherParsersTest {
  private static final String ODD = "a\u2028b\u2029c\u0085d\r\ne\u0000f\"\\😀漢\ud83d!";
  private static final String MENDED = "a\u2028b\u2029c\u0085d\r\ne\u0000f\"\\😀漢\uFFFD!";

  @TempDir Path folder;

  @Test
  void duckDbReadsEveryLine() throws Exception {
    List<Example> examples = new RandomExamples(7).some(300);

    for (ExportFormat format : ExportFormat.values()) {
      if (!format.isOfPairs() && format != ExportFormat.PARQUET) {
        Exported exported = Exported.of(folder, format, Split.TRAIN, Exported.FULL, examples);
        String read =
            "select count(*) from read_json('%s', format = 'newline_delimited', columns = %s)"
                .formatted(
                    exported.file(), "{messages: 'JSON', prompt: 'JSON', conversations: 'JSON'}");

        assertThat(query(read)).containsExactly(String.valueOf(exported.report().rows()));
      }
    }
  }

  @Test
  void duckDbReadsParquetsListsOfMessages() throws Exception {
    Example example =
        TestExamples.of("r1", TestExamples.WITH_TOOLS, TestExamples.TOOLS, "Rain.", null);

    Exported exported = Exported.of(folder, ExportFormat.PARQUET, example);

    String from = " from read_parquet('" + exported.file() + "')";
    assertThat(
            query("select column_name || ' ' || column_type from (describe select *" + from + ")"))
        .containsExactly(
            "id VARCHAR",
            "route VARCHAR",
            "label VARCHAR",
            "provenance VARCHAR",
            "weight DOUBLE",
            "input VARCHAR",
            "answer VARCHAR",
            "messages STRUCT(\"role\" VARCHAR, \"content\" VARCHAR, \"name\" VARCHAR,"
                + " tool_call_id VARCHAR, tool_calls STRUCT(id VARCHAR, \"type\" VARCHAR,"
                + " \"function\" STRUCT(\"name\" VARCHAR, arguments VARCHAR))[])[]",
            "tools VARCHAR");
    assertThat(
            query(
                "select concat_ws('|', id, route, label, provenance, weight, answer,"
                    + " len(messages), messages[5].content,"
                    + " messages[3].tool_calls[1].function.arguments, messages[4].tool_call_id)"
                    + from))
        .containsExactly("r1|support|1|teacher|1.0|Rain.|5|Rain.|{\"city\":\"Oslo\"}|call_1");
    assertThat(query("select input" + from))
        .containsExactly(
            """
            system: Be brief.

            user: Weather in Oslo?

            assistant: [call weather({"city":"Oslo"})]

            tool: rain""");
    assertThat(query("select tools" + from)).containsExactly(TestExamples.TOOLS);
  }

  @Test
  void parquetHasOneRowWhateverTheWeightAndCallsForAnswersWithoutText() throws Exception {
    Exported exported =
        Exported.of(
            folder,
            ExportFormat.PARQUET,
            TestExamples.weighing("r1", 2.5),
            TestExamples.of("r2", TestExamples.user("?"), null, "", TestExamples.CALLS));

    assertThat(query("select weight || answer from read_parquet('" + exported.file() + "')"))
        .containsExactly("2.5yes", "1.0" + TestExamples.CALLS);
  }

  @Test
  void oddCharactersComeBackAsTheyWere() throws Exception {
    Example example = TestExamples.asked(ODD, ODD);

    Exported exported = Exported.of(folder, ExportFormat.PARQUET, example);

    assertThat(exported.report().replacedSurrogates()).isEqualTo(2);
    String from = " from read_parquet('" + exported.file() + "')";
    assertThat(query("select answer" + from)).containsExactly(MENDED);
    assertThat(query("select messages[1].content" + from)).containsExactly(MENDED);
  }

  @Test
  void sameExamplesMakeTheSameParquet() throws IOException {
    List<Example> examples = new RandomExamples(3).some(500);

    Exported one = Exported.of(folder, ExportFormat.PARQUET, Split.TRAIN, Exported.FULL, examples);
    Exported two =
        Exported.of(
            folder.resolve("again"), ExportFormat.PARQUET, Split.TRAIN, Exported.FULL, examples);

    assertThat(two.bytes()).isEqualTo(one.bytes());
    assertThat(two.report()).isEqualTo(one.report());
  }

  @Test
  void largeAnswersAreWholeInEveryFormat() throws Exception {
    Example example = TestExamples.asked("?", "é".repeat(1 << 20));

    for (ExportFormat format : ExportFormat.values()) {
      if (!format.isOfPairs()) {
        Exported exported = Exported.of(folder, format, example);
        String length =
            switch (format) {
              case PARQUET -> "length(answer) from read_parquet('%s')";
              case OPENAI, TRL_MESSAGES ->
                  "length(messages[2].content) from read_json('%s', maximum_object_size = 9000000)";
              case TRL_PROMPT_COMPLETION ->
                  "length(completion[1].content) from"
                      + " read_json('%s', maximum_object_size = 9000000)";
              case SHAREGPT, OPENAI_PREFERENCE, TRL_PREFERENCE ->
                  "length(conversations[2].value) from"
                      + " read_json('%s', maximum_object_size = 9000000)";
            };

        assertThat(query("select " + length.formatted(exported.file())))
            .as(format.word())
            .containsExactly(String.valueOf(1 << 20));
      }
    }
  }

  @Test
  void pythonReadsLinesHoweverItTellsThemApart() throws Exception {
    Example example = TestExamples.asked(ODD, ODD);
    Exported exported = Exported.of(folder, ExportFormat.OPENAI, example, example);

    String read =
        python(
            """
            import json, sys
            text = open(sys.argv[1], encoding='utf-8', newline='').read()
            lines = [json.loads(line) for line in text.splitlines()]
            assert len(lines) == 2, len(lines)
            print(lines[1]['messages'][1]['content'].encode('utf-8').hex())
            """,
            exported.file().toString());

    byte[] expected = MENDED.getBytes(StandardCharsets.UTF_8);
    assertThat(read).isEqualTo(HexFormat.of().formatHex(expected));
  }

  static String python(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-c", program));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException absent) {
      assumeTrue(false, "there is no python3 here");
      throw absent;
    }
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static List<String> query(String sql) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows = duckDb.createStatement().executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
