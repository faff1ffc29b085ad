package dev.understudy.sink.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.parquet.rows.Footer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableFileTest {
  private Path file;

  @BeforeEach
  void chooseFile(@TempDir Path folder) {
    file = folder.resolve("rows.parquet");
  }

  private Origin write(Table table, List<? extends TableRow> rows) throws IOException {
    try (TableFileWriter writer = TableFileWriter.create(file, table, "gateway-0", "segment-1")) {
      for (TableRow row : rows) {
        writer.write(row);
      }
      return writer.origin();
    }
  }

  private List<GenericRecord> read() throws IOException {
    try (Stream<GenericRecord> rows = ExchangeRows.read(file)) {
      return rows.toList();
    }
  }

  private static List<String> told(GenericRecord row) {
    List<String> told = new ArrayList<>();
    row.getSchema().getFields().forEach(f -> told.add(f.name() + "=" + row.get(f.name())));
    return told;
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void theColumnsStayAsTheyWereReleased(Table table) throws IOException {
    try (InputStream golden =
        TableFileTest.class.getResourceAsStream(table.word() + ".golden.txt")) {
      String expected =
          new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);

      assertThat(TableLayout.of(table).columns().toString()).isEqualTo(expected);
    }
  }

  @Test
  void aRowOfAComparisonTellsWhatWasCompared() throws IOException {
    write(Table.COMPARISONS, List.of(new ComparisonRow(SampleEntries.comparison())));

    String[] expected = {
      "request_id=00000000-0000-0001-0000-000000000002",
      "compared_at=1769860800123456",
      "instance=gateway-0",
      "rules_version=r-1",
      "route=moderation",
      "student=student-7",
      "student_version=toxicity-7",
      "comparator=json",
      "verdict=different",
      "score=0.75",
      "differences=[{\"pointer\":\"/is_bad\",\"teacher\":\"true\",\"student\":\"false\"},"
          + "{\"pointer\":\"/why\",\"teacher\":\"\\\"ümläut\\\"\",\"student\":null},"
          + "{\"pointer\":\"\",\"teacher\":null,\"student\":\"[\\\"a\\\\\\\"b\\\"]\"}]",
      "remarks=[\"length\",\"student_refused\"]",
      "echo=false",
      "duration_delta_ms=-12.0",
      "first_byte_delta_ms=1.5"
    };
    assertThat(told(read().get(0))).containsExactly(expected);
  }

  @Test
  void aRowOfFeedbackTellsWhatWasSaid() throws IOException {
    write(Table.FEEDBACK, List.of(new FeedbackRow(SampleEntries.feedback())));

    assertThat(told(read().get(0)))
        .containsExactly(
            "request_id=00000000-0000-0001-0000-000000000002",
            "given_at=1769860802123456",
            "instance=gateway-0",
            "score=4.5",
            "label=good",
            "correction=the 漢字 answer",
            "annotator=human",
            "comment=a comment");
  }

  @Test
  void feedbackMayLackEverythingButItsRequest() throws IOException {
    Feedback bare =
        new Feedback(
            new UUID(1, 2), SampleEntries.feedback().givenAt(), "g", null, null, null, null, null);

    write(Table.FEEDBACK, List.of(new FeedbackRow(bare)));

    assertThat(told(read().get(0))).contains("score=null", "correction=null", "comment=null");
  }

  @Test
  void differencesOfAnyTextAreJsonThatSaysTheSame() throws IOException {
    ObjectMapper json = new ObjectMapper();
    SampleEntries samples = new SampleEntries(5);
    List<Comparison> comparisons = Stream.generate(samples::anyComparison).limit(300).toList();

    write(Table.COMPARISONS, comparisons.stream().map(ComparisonRow::new).toList());

    List<GenericRecord> rows = read();
    for (int i = 0; i < comparisons.size(); i++) {
      List<Difference> back = new ArrayList<>();
      for (JsonNode each : json.readTree(rows.get(i).get("differences").toString())) {
        back.add(
            new Difference(
                each.get("pointer").textValue(),
                each.get("teacher").textValue(),
                each.get("student").textValue()));
      }
      assertThat(back).isEqualTo(comparisons.get(i).differences());
    }
  }

  @Test
  void theFooterTellsFilesOfOtherRowsApart() throws IOException {
    Origin one = write(Table.FEEDBACK, List.of(new FeedbackRow(SampleEntries.feedback())));
    try (var channel = Files.newByteChannel(file)) {
      assertThat(Footer.read(channel).origin()).isEqualTo(one);
    }
    Files.delete(file);

    Origin other =
        write(Table.FEEDBACK, List.of(new FeedbackRow(new SampleEntries(1).anyFeedback())));

    assertThat(other).isNotEqualTo(one);
    assertThat(other.rows()).isEqualTo(one.rows());
  }
}
