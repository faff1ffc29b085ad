package dev.understudy.sink.firehose.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.sink.inspect.CapturesCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GlueSchemaCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final StringWriter err = new StringWriter();

  private String run(int status, String... options) {
    StringWriter out = new StringWriter();
    String[] arguments = new String[options.length + 1];
    arguments[0] = "glue-schema";
    System.arraycopy(options, 0, arguments, 1, options.length);
    int ended =
        new CommandLine(new CapturesCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    assertThat(ended).as(err.toString()).isEqualTo(status);
    return out.toString();
  }

  @Test
  void columnsAreThoseOfTheSchemaInHivesTypes() throws Exception {
    JsonNode columns = JSON.readTree(run(0, "--table", "feedback", "--columns"));

    assertThat(columns)
        .extracting(each -> each.path("Name").asText() + " " + each.path("Type").asText())
        .containsExactly(
            "record_id string",
            "request_id string",
            "given_at timestamp",
            "instance string",
            "score double",
            "label string",
            "correction string",
            "annotator string",
            "comment string",
            "claim string");
    assertThat(columns)
        .allSatisfy(
            each -> assertThat(each.path("Comment").asText()).isNotEmpty().hasSizeLessThan(256));
  }

  @Test
  void aTableIsParquetPartitionedByDateAndHour() throws Exception {
    JsonNode table =
        JSON.readTree(run(0, "--table", "exchanges", "--location", "s3://bucket/captures"));

    assertThat(table.path("Name").asText()).isEqualTo("exchanges");
    assertThat(table.at("/StorageDescriptor/Location").asText())
        .isEqualTo("s3://bucket/captures/exchanges/");
    assertThat(table.at("/StorageDescriptor/SerdeInfo/SerializationLibrary").asText())
        .isEqualTo("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe");
    assertThat(table.path("PartitionKeys").findValuesAsText("Name"))
        .containsExactly("date", "hour");
    assertThat(table.at("/StorageDescriptor/Columns").findValuesAsText("Name"))
        .contains("exchange_id", "status", "claim")
        .doesNotHaveDuplicates()
        .doesNotContain("date", "hour");
  }

  @Test
  void withoutATableAllArePrinted() throws Exception {
    assertThat(JSON.readTree(run(0)).fieldNames())
        .toIterable()
        .containsExactly("exchanges", "comparisons", "feedback");
  }

  @Test
  void anUnknownTableIsAUsageError() {
    run(2, "--table", "users");

    assertThat(err.toString())
        .contains("expected one of exchanges, comparisons, feedback, found 'users'");
  }
}
