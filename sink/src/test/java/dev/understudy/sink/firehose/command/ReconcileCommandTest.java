package dev.understudy.sink.firehose.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Entry;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.firehose.FirehoseHouse;
import dev.understudy.sink.firehose.FirehoseServer;
import dev.understudy.sink.firehose.FirehoseServer.Arrived;
import dev.understudy.sink.firehose.line.GlueTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconcileCommandTest {
  private Path folder;
  private Path arrived;
  private FirehoseHouse house;
  private String segment;

  @BeforeEach
  void sendSome(@TempDir Path folder) throws IOException {
    this.folder = folder;
    arrived = Files.createDirectories(folder.resolve("arrived"));
    house = new FirehoseHouse(folder.resolve("house"));
    SampleExchanges samples = new SampleExchanges(1);
    List<Entry> entries = new ArrayList<>(Stream.generate(samples::small).limit(4).toList());
    entries.add(SampleEntries.feedback());
    segment = house.send(entries).name();
  }

  @AfterEach
  void closeHouse() throws IOException {
    house.close();
  }

  private String id(int index) {
    return "gateway-0-" + segment + "-" + index;
  }

  private ReconcileRun run(String... more) {
    List<String> options =
        new ArrayList<>(
            List.of("--sent", house.sent().toString(), "--arrived", arrived.toString()));
    options.addAll(List.of(more));
    return ReconcileRun.run(options.toArray(String[]::new));
  }

  private List<Arrived> without(int index) {
    return house.server().arrived().stream().filter(each -> !each.id().equals(id(index))).toList();
  }

  @Test
  void allThatArrivedIsToldByTableAndHour() throws Exception {
    house.server().write(arrived, false);

    assertThat(run())
        .isEqualTo(
            new ReconcileRun(
                0,
                """
                table        hour                  sent      arrived    missing    doubled
                exchanges    2026-01-31T12            4            4          0          0
                feedback     2026-01-31T12            1            1          0          0
                all 5 records arrived
                """,
                ""));
  }

  @Test
  void whatIsMissingAndDoubledIsListedAndTheStatusTells() throws Exception {
    List<Arrived> some = new ArrayList<>(without(2));
    house.server().arrived().stream()
        .filter(each -> each.id().equals(id(0)))
        .forEach(each -> some.addAll(List.of(each, each)));
    some.removeIf(each -> each.stream().equals("captures-feedback"));
    FirehoseServer.write(arrived, true, some);

    assertThat(run("--ids", "1"))
        .isEqualTo(
            new ReconcileRun(
                1,
                """
                table        hour                  sent      arrived    missing    doubled
                exchanges    2026-01-31T12            4            3          1          1
                feedback     2026-01-31T12            1            0          1          0
                missing exchanges %s
                missing feedback %s
                doubled exchanges %s
                2 of 5 records are missing
                """
                    .formatted(id(2), id(4), id(0)),
                ""));
  }

  @Test
  void moreThanAreListedAreCounted() {
    assertThat(run("--ids", "1").out())
        .contains("missing exchanges " + id(0) + "\n")
        .contains("missing exchanges and 3 more of hour 2026-01-31T12\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "gzip", "zstd", "uncompressed"})
  void parquetByTheGlueTableIsReadWhateverItsCodec(String codec) throws Exception {
    house.server().write(folder.resolve("json"), false);
    for (GlueTable table :
        List.of(
            GlueTable.of(dev.understudy.exchange.Table.EXCHANGES),
            GlueTable.of(dev.understudy.exchange.Table.FEEDBACK))) {
      convert(table, codec);
    }

    ReconcileRun run = run();

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).endsWith("all 5 records arrived\n");
  }

  /** Converts lines as Firehose does: by the columns and types of the Glue table. */
  private void convert(GlueTable table, String codec) throws SQLException {
    String columns =
        table.columns().stream()
            .map(each -> "'%s': '%s'".formatted(each.name(), each.type()))
            .collect(Collectors.joining(", ", "{", "}"));
    String sql =
        "COPY (SELECT * FROM read_json('%s/json/*%s/**', format='newline_delimited', columns=%s))"
                .formatted(folder, table.table().word(), columns)
            + " TO '%s/%s.parquet' (FORMAT parquet, CODEC %s)"
                .formatted(arrived, table.table().word(), codec);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void parquetWithHivesOldTimestampsIsRead() throws Exception {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message hive { optional int96 received_at; optional binary record_id (STRING); }");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(arrived.resolve("part-0")))
            .withType(schema)
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .build()) {
      for (int i = 0; i < 5; i++) {
        Group row = new SimpleGroupFactory(schema).newGroup();
        row.add("received_at", new NanoTime(2_461_072, 1));
        row.add("record_id", id(i));
        writer.write(row);
      }
      writer.write(new SimpleGroupFactory(schema).newGroup());
    }

    ReconcileRun run = run();

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEqualTo("part-0: 1 records have no record_id\n");
  }

  @Test
  void aBrokenFileIsToldAndItsFirstRecordsCount() throws Exception {
    house.server().write(arrived, false);
    try (Stream<Path> files = Files.walk(arrived)) {
      for (Path file : files.filter(each -> each.toString().contains("exchanges-1-")).toList()) {
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 10));
      }
    }

    ReconcileRun run = run();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("missing exchanges " + id(3) + "\n1 of 5 records are missing\n");
    assertThat(run.err())
        .startsWith(
            "captures-exchanges/date=2026-01-31/hour=12/captures-exchanges-1-2026-01-31-12-00-00"
                + "-5eed: cannot be read behind its 3 records: ");
  }

  @Test
  void recordsOfOtherLedgersAreCountedAndClaimsPassedOver() throws Exception {
    house.server().write(arrived, false);
    Files.writeString(
        arrived.resolve("other"),
        "{\"record_id\":\"gateway-9-20260131T071500123Z-5eedc0de-0\"}{\"record_id\":\"x\"}");
    Path claims = Files.createDirectories(arrived.resolve("claims/exchanges/date=2026-01-31"));
    Files.writeString(claims.resolve("a.json.gz"), "{\"record_id\":\"" + id(0) + "\"}\n");

    ReconcileRun run = run("--json");

    assertThat(run.json().path("unknown").asInt()).isEqualTo(2);
    assertThat(run.json().path("doubled").asInt()).isZero();
    assertThat(run.status()).isZero();
  }

  @Test
  void whatWasSentJustNowCanBeLeftOut() {
    ReconcileRun run = run("--settled", "20m");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("nothing was sent: no file of sent ids to compare with\n");
    assertThat(run("--settled", "soon").status()).isEqualTo(2);
    assertThat(run("--settled", "soon").err())
        .contains("expected a span such as 20m or 2h, found 'soon'");
  }

  @Test
  void foldersThatAreNotThereAreTold() {
    ReconcileRun noSent = ReconcileRun.run("--sent", "none", "--arrived", arrived.toString());
    ReconcileRun noArrived =
        ReconcileRun.run("--sent", house.sent().toString(), "--arrived", "none");

    assertThat(noSent)
        .isEqualTo(
            new ReconcileRun(1, "", "none: there is no such folder; expected one with sent ids\n"));
    assertThat(noArrived)
        .isEqualTo(
            new ReconcileRun(
                1,
                "",
                "none: there is no such folder; expected one that delivery streams put files"
                    + " into\n"));
  }
}
