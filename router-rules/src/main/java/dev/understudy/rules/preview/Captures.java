package dev.understudy.rules.preview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import java.util.stream.Stream;

/**
 * The requests captured into a folder: the primary exchanges of the Parquet table {@code
 * exchanges}. For one thread; the caller closes it.
 */
final class Captures implements AutoCloseable {
  private final Path folder;
  private final Connection connection;
  private final int files;
  private final String table;

  private Captures(Path folder, Connection connection, List<Path> files) {
    this.folder = folder;
    this.connection = connection;
    this.files = files.size();
    this.table = "read_parquet(" + sqlList(files) + ", union_by_name = true)";
  }

  /**
   * Opens what was captured into a folder.
   *
   * @throws UnreadableCaptures when there is no such folder, or no finished file in it
   */
  static Captures open(Path folder) throws UnreadableCaptures {
    List<Path> files = filesIn(folder);
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    // Everything needed is inside; nothing is ever fetched.
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("preserve_insertion_order", "false");
    try {
      return new Captures(folder, DriverManager.getConnection("jdbc:duckdb:", properties), files);
    } catch (SQLException e) {
      throw unreadable(folder, e);
    }
  }

  private static List<Path> filesIn(Path folder) throws UnreadableCaptures {
    Path absolute = folder.toAbsolutePath().normalize();
    Path table = absolute.endsWith("exchanges") ? absolute : absolute.resolve("exchanges");
    if (!Files.isDirectory(table)) {
      throw new UnreadableCaptures(
          folder + ": expected a folder that a gateway captured into, with 'exchanges' in it",
          null);
    }
    try (Stream<Path> walk = Files.walk(table)) {
      List<Path> files = walk.filter(file -> isFinished(table.relativize(file))).sorted().toList();
      if (files.isEmpty()) {
        throw new UnreadableCaptures(
            folder
                + ": no captured exchange here yet; the gateway writes a file once a segment is"
                + " full or old enough",
            null);
      }
      return files;
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableCaptures(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Names that begin with a dot or an underscore are somebody's unfinished work. */
  private static boolean isFinished(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
        return false;
      }
    }
    return relative.toString().endsWith(".parquet");
  }

  /** A list of exactly these files: characters that would be patterns stand for themselves. */
  private static String sqlList(List<Path> files) {
    return files.stream()
        .map(file -> file.toString().replaceAll("([\\[*?])", "[$1]").replace("'", "''"))
        .collect(Collectors.joining("', '", "['", "']"));
  }

  /** How many files there are. */
  int files() {
    return files;
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
      throw unreadable(folder, e);
    }
    return missing;
  }

  /**
   * From when on the newest requests came, so many at most but for those of one moment; the first
   * moment of all where there are no more.
   *
   * @return in microseconds since 1970
   */
  long newestFrom(long most) throws UnreadableCaptures {
    return number(
        ("SELECT coalesce(min(received), %d) FROM (SELECT epoch_us(received_at) AS received FROM %s"
                + " WHERE role = 'primary' ORDER BY received DESC LIMIT %d)")
            .formatted(Long.MIN_VALUE + 1, table, most));
  }

  /** How many requests there are from before that, in microseconds since 1970. */
  long olderThan(long fromMicros) throws UnreadableCaptures {
    return number(
        "SELECT count(*) FROM %s WHERE role = 'primary' AND epoch_us(received_at) < %d"
            .formatted(table, fromMicros));
  }

  private long number(String sql) throws UnreadableCaptures {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * Hands over each captured request from a time on, in no order, without keeping any.
   *
   * @param fromMicros the time, in microseconds since 1970
   * @param withHeaders whether recorded headers are to be read
   * @param withBodies whether recorded bodies are to be read; they are most of the bytes
   */
  void forEach(
      long fromMicros, boolean withHeaders, boolean withBodies, Consumer<CapturedRequest> consumer)
      throws UnreadableCaptures {
    String sql =
        ("SELECT request_id, epoch_us(received_at) AS received, method, path, %s, %s,"
                + " rules_version, route, bucket, input_tokens, output_tokens FROM %s"
                + " WHERE role = 'primary' AND epoch_us(received_at) >= %d")
            .formatted(
                withHeaders ? "request_headers" : "NULL::VARCHAR AS request_headers",
                withBodies
                    ? "request_body, request_body_encoding, body_truncated, model_requested,"
                        + " temperature, max_tokens, stream"
                    : "NULL::VARCHAR AS request_body",
                table,
                fromMicros);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      CaptureRow row = new CaptureRow(rows, withBodies);
      while (rows.next()) {
        consumer.accept(row.request());
      }
    } catch (SQLException e) {
      throw unreadable(folder, e);
    }
  }

  private static UnreadableCaptures unreadable(Path folder, SQLException e) {
    String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new UnreadableCaptures(
        folder + ": cannot be read: " + why + "; move a broken file away and try again", e);
  }

  @Override
  public void close() throws UnreadableCaptures {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unreadable(folder, e);
    }
  }
}
