package dev.understudy.rules.preview;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Captured requests: the primary exchanges of the Parquet table {@code exchanges}. For one thread;
 * the caller closes it.
 */
final class Captures implements AutoCloseable {
  private final String location;
  private final Connection connection;
  private final String table;

  private Captures(String location, Connection connection, List<Path> files) {
    this.location = location;
    this.connection = connection;
    this.table = "read_parquet(" + sqlList(files) + ", union_by_name = true)";
  }

  /**
   * Opens the files that hold what was captured.
   *
   * @param location where it was captured into, for messages
   */
  static Captures open(String location, List<Path> files) throws UnreadableCaptures {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    // Everything needed is inside; nothing is ever fetched.
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("preserve_insertion_order", "false");
    try {
      return new Captures(location, DriverManager.getConnection("jdbc:duckdb:", properties), files);
    } catch (SQLException e) {
      throw unreadable(location, e);
    }
  }

  /** A list of exactly these files: characters that would be patterns stand for themselves. */
  private static String sqlList(List<Path> files) {
    return files.stream()
        .map(file -> file.toString().replaceAll("([\\[*?])", "[$1]").replace("'", "''"))
        .collect(Collectors.joining("', '", "['", "']"));
  }

  /** Those of the headers, in lower case, that no captured request shows. */
  Set<String> unrecorded(Set<String> headers) throws UnreadableCaptures {
    Set<String> missing = new TreeSet<>();
    if (headers.isEmpty()) {
      return missing;
    }
    List<String> names = new ArrayList<>(headers);
    String columns =
        names.stream()
            .map(name -> "bool_or(contains(lower(request_headers), ?))")
            .collect(Collectors.joining(", "));
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT " + columns + " FROM " + table + " WHERE role = 'primary'")) {
      for (int i = 0; i < names.size(); i++) {
        statement.setString(i + 1, "[\"" + names.get(i) + "\",");
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        for (int i = 0; i < names.size(); i++) {
          if (!row.getBoolean(i + 1)) {
            missing.add(names.get(i));
          }
        }
      }
    } catch (SQLException e) {
      throw unreadable(location, e);
    }
    return missing;
  }

  /**
   * Hands over each captured request, in no order, without keeping any.
   *
   * @param withHeaders whether recorded headers are to be read
   * @param withBodies whether recorded bodies are to be read; they are most of the bytes
   */
  void forEach(boolean withHeaders, boolean withBodies, Consumer<CapturedRequest> consumer)
      throws UnreadableCaptures {
    String sql =
        ("SELECT request_id, epoch_us(received_at) AS received, method, path, %s, %s,"
                + " rules_version, route, bucket, input_tokens, output_tokens FROM %s"
                + " WHERE role = 'primary'")
            .formatted(
                withHeaders ? "request_headers" : "NULL::VARCHAR AS request_headers",
                withBodies
                    ? "request_body, request_body_encoding, body_truncated, model_requested,"
                        + " temperature, max_tokens, stream"
                    : "NULL::VARCHAR AS request_body",
                table);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      CaptureRow row = new CaptureRow(rows, withBodies);
      while (rows.next()) {
        consumer.accept(row.request());
      }
    } catch (SQLException e) {
      throw unreadable(location, e);
    }
  }

  private static UnreadableCaptures unreadable(String location, SQLException e) {
    String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new UnreadableCaptures(
        location + ": cannot be read: " + why + "; move a broken file away and try again", e);
  }

  @Override
  public void close() throws UnreadableCaptures {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unreadable(location, e);
    }
  }
}
