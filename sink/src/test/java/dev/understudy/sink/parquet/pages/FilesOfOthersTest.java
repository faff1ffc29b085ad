package dev.understudy.sink.parquet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another writer makes of the same rows reads the same, however it packs and encodes them. */
class FilesOfOthersTest {
  private static final int ROWS = 2 * 2048 + 20; // the last row group is shorter than a run

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "uncompressed, V1", "snappy, V1", "gzip, V1", "zstd, V1",
    "uncompressed, V2", "snappy, V2", "gzip, V2", "zstd, V2"
  })
  void rowsReadAsTheyWereWritten(String compression, String version) throws Exception {
    Path file = folder.resolve("rows.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          ("COPY (SELECT i AS number, 'text ' || i AS distinct_text, 'text ' || (i %% 7) AS text,"
                  + " i %% 3 = 0 AS truth, i / 4 AS fraction,"
                  + " CASE WHEN i %% 5 = 0 THEN NULL ELSE 'prefix of ' || (i * i) END AS sparse,"
                  + " NULL::VARCHAR AS nothing FROM range(%d) t(i))"
                  + " TO '%s' (FORMAT parquet, COMPRESSION %s, PARQUET_VERSION %s,"
                  + " ROW_GROUP_SIZE 2048)")
              .formatted(ROWS, file, compression, version));
    }

    int i = 0;
    try (RowReader rows = RowReader.open(Files.newByteChannel(file))) {
      for (Row row = rows.next(); row != null; row = rows.next(), i++) {
        assertThat(row.number("number")).isEqualTo((long) i);
        assertThat(row.text("distinct_text")).isEqualTo("text " + i);
        assertThat(row.text("text")).isEqualTo("text " + i % 7);
        assertThat(row.truth("truth")).isEqualTo(i % 3 == 0);
        assertThat(row.number("fraction")).isEqualTo(i / 4.0);
        assertThat(row.text("sparse")).isEqualTo(i % 5 == 0 ? null : "prefix of " + (long) i * i);
        assertThat(row.text("nothing")).isNull();
      }
    }
    assertThat(i).isEqualTo(ROWS);
  }
}
