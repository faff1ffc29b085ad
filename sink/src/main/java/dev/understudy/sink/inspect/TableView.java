package dev.understudy.sink.inspect;

import dev.understudy.exchange.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the files of one table a view of that name, with the columns of today. */
final class TableView {
  private final Connection connection;
  private final Shelf shelf;
  private final Table table;

  TableView(Connection connection, Shelf shelf, Table table) {
    this.connection = connection;
    this.shelf = shelf;
    this.table = table;
  }

  /** The columns without which a file is somebody else's. */
  private List<String> required() {
    return switch (table) {
      case EXCHANGES -> List.of("exchange_id", "received_at", "outcome");
      case COMPARISONS -> List.of("request_id", "compared_at", "verdict");
      case FEEDBACK -> List.of("request_id", "given_at");
    };
  }

  /** Those of the sound files that are of this table; a line for each other is added. */
  ParquetFiles withoutForeign(ParquetFiles found, List<String> leftOut) throws SQLException {
    if (found.sound().isEmpty()) {
      return found;
    }
    String sql =
        "SELECT file_name FROM parquet_schema("
            + Sql.list(found.sound())
            + ") GROUP BY file_name HAVING count(DISTINCT name) FILTER (WHERE name IN ("
            + required().stream().map(Sql::text).collect(Collectors.joining(", "))
            + ")) = "
            + required().size();
    Set<String> ours = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        ours.add(rows.getString(1));
      }
    }
    List<Path> kept = new ArrayList<>();
    long bytes = 0;
    for (Path file : found.sound()) {
      if (ours.contains(file.toString())) {
        kept.add(file);
        bytes += file.toFile().length();
      } else {
        leftOut.add(
            shelf.shown(file)
                + ": expected the columns "
                + String.join(", ", required())
                + ", found others");
      }
    }
    return new ParquetFiles(kept, found.broken(), bytes);
  }

  /** Creates the view or another in its place, without rows where there are no files. */
  void create(ParquetFiles files) throws SQLException {
    boolean none = files.sound().isEmpty();
    String source =
        none
            ? "(SELECT 1 WHERE false)"
            : "read_parquet(" + Sql.list(files.sound()) + ", union_by_name = true)";
    Set<String> present = none ? Set.of() : columnsOf(source);
    String columns =
        Column.of(table).stream()
            .map(column -> present.contains(column.name()) ? column.name() : column.asNull())
            .collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP VIEW %s AS SELECT %s FROM %s"
              .formatted(table.word(), columns, source));
    }
  }

  private Set<String> columnsOf(String source) throws SQLException {
    Set<String> present = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
      while (rows.next()) {
        present.add(rows.getString("column_name"));
      }
    }
    return present;
  }
}
