package dev.understudy.sink.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.firehose.FirehoseServer.Answering;
import dev.understudy.sink.firehose.line.GlueTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of {@code docs/firehose.md}, over what a stream would have delivered. */
class ReadBackTest {
  private Path folder;

  @BeforeEach
  void deliver(@TempDir Path folder) throws Exception {
    this.folder = folder;
    byte[] large = new byte[1_500_000];
    Arrays.fill(large, (byte) 'a');
    byte[] small = {'b'};
    List<Exchange> exchanges =
        List.of(
            SampleExchanges.of(new UUID(0, 1), SampleExchanges.NOON, small, small),
            SampleExchanges.of(new UUID(0, 2), SampleExchanges.NOON, large, small));
    try (FirehoseHouse house = new FirehoseHouse(folder)) {
      house.server().temper(call -> call.number() == 0 ? Answering.CUT_AFTER : Answering.ALL);
      house.send(exchanges);
      house.server().write(folder.resolve("lines"), true);
    }
    String columns =
        GlueTable.of(Table.EXCHANGES).columns().stream()
            .map(each -> "'%s': '%s'".formatted(each.name(), each.type()))
            .collect(Collectors.joining(", ", "{", "}"));
    Files.createDirectories(folder.resolve("captures/exchanges"));
    String convert =
        "COPY (SELECT * FROM read_json('%1$s/lines/*/*/*/*', compression='gzip', columns=%2$s))"
                .formatted(folder, columns)
            + " TO '%s/captures/exchanges/part.parquet' (FORMAT parquet)".formatted(folder);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(convert);
    }
  }

  private static List<List<String>> query(String sql) throws Exception {
    List<List<String>> found = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        found.add(row);
      }
    }
    return found;
  }

  @Test
  void doublesAreRemovedByTheirIds() throws Exception {
    String rows = "read_parquet('%s/captures/exchanges/**/*.parquet')".formatted(folder);

    assertThat(query("SELECT count(*) FROM " + rows)).containsExactly(List.of("4"));
    assertThat(
            query(
                "SELECT exchange_id FROM (SELECT DISTINCT ON (record_id) * FROM "
                    + rows
                    + ") ORDER BY ALL"))
        .containsExactly(List.of(new UUID(0, 1).toString()), List.of(new UUID(0, 2).toString()));
  }

  @Test
  void claimsAreReadBesideTheRows() throws Exception {
    String both =
        """
        SELECT DISTINCT exchange_id, received_at, length(request_body) FROM (
          SELECT * EXCLUDE (claim) FROM read_parquet('%1$s/captures/exchanges/**/*.parquet')
          WHERE claim IS NULL
          UNION ALL BY NAME
          SELECT * FROM read_json('%1$s/captures/claims/exchanges/**/*.json.gz',
                                  format = 'newline_delimited', maximum_object_size = 1073741824)
        ) ORDER BY ALL"""
            .formatted(folder);

    assertThat(query(both))
        .containsExactly(
            List.of(new UUID(0, 1).toString(), "2026-01-31 12:00:00.123456", "1"),
            List.of(new UUID(0, 2).toString(), "2026-01-31 12:00:00.123456", "1500000"));
  }
}
