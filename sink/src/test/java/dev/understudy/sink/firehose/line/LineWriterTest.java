package dev.understudy.sink.firehose.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.Rows;
import dev.understudy.sink.parquet.ExchangeRows;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.TableLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Rows ROWS = new Rows(SampleExchanges::unread);

  private static List<Entry> entries(Table table, long seed, int count) {
    SampleEntries samples = new SampleEntries(seed);
    return Stream.generate(samples::any)
        .filter(each -> each.table() == table)
        .limit(count)
        .toList();
  }

  private static String line(LineWriter writer, Entry entry, @Nullable String claim)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (claim == null) {
      writer.write(ROWS.of(entry), "id-1", out);
    } else {
      writer.writeClaim(ROWS.of(entry), "id-1", claim, out);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void aLineHoldsWhatTheParquetColumnsHold(Table table, @TempDir Path folder) throws Exception {
    List<Entry> entries = entries(table, 3, 200);
    Path file = folder.resolve("rows.parquet");
    try (TableFileWriter parquet = TableFileWriter.create(file, table, "gateway-0", "s")) {
      for (Entry each : entries) {
        parquet.write(ROWS.of(each));
      }
    }
    LineWriter writer = new LineWriter(table);
    List<JsonNode> lines = new ArrayList<>();
    for (Entry each : entries) {
      lines.add(JSON.readTree(line(writer, each, null)));
    }

    List<GenericRecord> rows;
    try (Stream<GenericRecord> read = ExchangeRows.read(file)) {
      rows = read.toList();
    }

    assertThat(rows).hasSameSizeAs(lines);
    for (int i = 0; i < rows.size(); i++) {
      for (GlueTable.Column column : GlueTable.of(table).columns()) {
        if (rows.get(i).hasField(column.name())) {
          assertThat(text(lines.get(i).get(column.name())))
              .as("row %d, %s", i, column)
              .isEqualTo(text(rows.get(i).get(column.name()), column.type()));
        }
      }
    }
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value == null ? null : value.asText();
  }

  private static @Nullable String text(@Nullable Object value, String type) {
    if (value == null) {
      return null;
    }
    if (!type.equals("timestamp")) {
      return value.toString();
    }
    long micros = (Long) value;
    return String.format(
        Locale.ROOT,
        "%s.%06d",
        Instant.ofEpochSecond(micros / 1_000_000)
            .atOffset(ZoneOffset.UTC)
            .toString()
            .replace("T", " ")
            .replaceAll("Z$", "")
            .replaceAll("^(\\S+ \\d\\d:\\d\\d)$", "$1:00"),
        micros % 1_000_000);
  }

  /** The columns that nothing fills yet; whoever fills one takes it off this list. */
  private static final Map<Table, Set<String>> NEVER_FILLED =
      new EnumMap<>(
          Map.of(
              Table.EXCHANGES,
              Set.of(
                  "cost_usd",
                  "confidence",
                  // read off the wire, which these samples do not do
                  "api",
                  "model_requested",
                  "model_served",
                  "temperature",
                  "top_p",
                  "max_tokens",
                  "stream",
                  "messages",
                  "input",
                  "output",
                  "choices",
                  "tool_calls",
                  "finish_reason",
                  "logprobs",
                  "input_tokens",
                  "output_tokens",
                  "cached_tokens",
                  "reasoning_tokens",
                  "tokens_estimated"),
              Table.COMPARISONS,
              Set.of(),
              Table.FEEDBACK,
              Set.of()));

  @ParameterizedTest
  @EnumSource(Table.class)
  void everyKeyIsAColumnOfTheGlueTableAndEveryColumnAKey(Table table) throws Exception {
    LineWriter writer = new LineWriter(table);
    Set<String> keys = new TreeSet<>();
    for (Entry each : entries(table, 5, 300)) {
      JSON.readTree(line(writer, each, null)).fieldNames().forEachRemaining(keys::add);
      JSON.readTree(line(writer, each, "place")).fieldNames().forEachRemaining(keys::add);
    }

    keys.addAll(Objects.requireNonNull(NEVER_FILLED.get(table)));

    assertThat(keys)
        .containsExactlyInAnyOrderElementsOf(
            GlueTable.of(table).columns().stream().map(GlueTable.Column::name).toList());
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void aColumnOfTheParquetFilesIsAColumnOfTheGlueTable(Table table) {
    List<String> columns =
        GlueTable.of(table).columns().stream().map(GlueTable.Column::name).toList();

    assertThat(columns).startsWith("record_id").endsWith("claim");
    assertThat(columns.subList(1, columns.size() - 1))
        .isEqualTo(
            TableLayout.of(table).schema().getFields().stream().map(each -> each.name()).toList());
    assertThat(columns).allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
  }

  @Test
  void aTimeIsTextThatReadersOfJsonTakeForATimestamp() throws Exception {
    String line = line(new LineWriter(Table.FEEDBACK), SampleEntries.feedback(), null);

    String time = JSON.readTree(line).path("given_at").asText();

    assertThat(time).isEqualTo("2026-01-31 12:00:02.123456");
    assertThat(Timestamp.valueOf(time).toString()).isEqualTo(time);
  }

  @Test
  void aLineEndsWithItsOnlyNewlineAndLeavesOutWhatIsNull() throws Exception {
    String line = line(new LineWriter(Table.COMPARISONS), SampleEntries.comparison(), null);

    assertThat(line)
        .isEqualTo(
            "{\"record_id\":\"id-1\",\"request_id\":\"00000000-0000-0001-0000-000000000002\","
                + "\"compared_at\":\"2026-01-31 12:00:00.123456\",\"instance\":\"gateway-0\","
                + "\"rules_version\":\"r-1\",\"route\":\"moderation\",\"student\":\"student-7\","
                + "\"student_version\":\"toxicity-7\",\"comparator\":\"json\","
                + "\"verdict\":\"different\",\"score\":0.75,\"differences\":\"[{\\\"pointer\\\":"
                + "\\\"/is_bad\\\",\\\"teacher\\\":\\\"true\\\",\\\"student\\\":\\\"false\\\"},"
                + "{\\\"pointer\\\":\\\"/why\\\",\\\"teacher\\\":\\\"\\\\\\\"ümläut\\\\\\\"\\\","
                + "\\\"student\\\":null},{\\\"pointer\\\":\\\"\\\",\\\"teacher\\\":null,"
                + "\\\"student\\\":\\\"[\\\\\\\"a\\\\\\\\\\\\\\\"b\\\\\\\"]\\\"}]\","
                + "\"remarks\":\"[\\\"length\\\",\\\"student_refused\\\"]\",\"echo\":false,"
                + "\"duration_delta_ms\":-12.0,\"first_byte_delta_ms\":1.5}\n");
  }
}
