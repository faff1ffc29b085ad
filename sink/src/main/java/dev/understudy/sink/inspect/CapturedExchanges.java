package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges captured into a folder, and what was compared and said of them, open for questions
 * in SQL. Files written by earlier versions, with fewer columns, read as if the missing ones were
 * null. Broken and foreign files are left out and told. For one thread; the caller closes it.
 */
public final class CapturedExchanges implements AutoCloseable {
  private final Connection connection;
  private final ParquetFiles files;
  private final List<String> leftOut;

  private CapturedExchanges(Connection connection, ParquetFiles files, List<String> leftOut) {
    this.connection = connection;
    this.files = files;
    this.leftOut = List.copyOf(leftOut);
  }

  /**
   * Opens what was captured into a folder.
   *
   * @throws UnreadableCaptures when there is no such folder, or no readable file in it
   */
  public static CapturedExchanges open(Path folder) throws UnreadableCaptures {
    ParquetFiles found = ParquetFiles.under(folder);
    List<String> leftOut = new ArrayList<>(found.broken());
    Connection connection = null;
    try {
      connection = connect();
      TableView exchanges = new TableView(connection, Table.EXCHANGES);
      ParquetFiles ours = exchanges.withoutForeign(found, leftOut);
      if (ours.sound().isEmpty()) {
        throw nothing(folder, leftOut);
      }
      exchanges.create(ours);
      createBeside(folder, Table.COMPARISONS, connection, leftOut);
      createBeside(folder, Table.FEEDBACK, connection, leftOut);
      return new CapturedExchanges(connection, ours, leftOut);
    } catch (SQLException e) {
      close(connection);
      throw unreadable(e);
    } catch (UnreadableCaptures e) {
      close(connection);
      throw e;
    }
  }

  private static Connection connect() throws SQLException {
    Properties properties = new Properties();
    // Everything needed is inside; nothing is ever fetched.
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    return DriverManager.getConnection("jdbc:duckdb:", properties);
  }

  private static UnreadableCaptures nothing(Path folder, List<String> leftOut) {
    String why =
        leftOut.isEmpty()
            ? "; the gateway writes a file once a segment is full or old enough"
            : ":\n" + String.join("\n", leftOut);
    return new UnreadableCaptures(folder + ": no captured exchange here yet" + why, null);
  }

  private static void createBeside(
      Path folder, Table table, Connection connection, List<String> leftOut)
      throws UnreadableCaptures, SQLException {
    TableView view = new TableView(connection, table);
    ParquetFiles found = ParquetFiles.beside(folder, table);
    leftOut.addAll(found.broken());
    view.create(view.withoutForeign(found, leftOut));
  }

  /**
   * Asks in SQL, of the views {@code exchanges}, {@code comparisons} and {@code feedback}; each row
   * comes as an object of column names and values, as it is read.
   *
   * @param sql a fixed text: what a person typed goes into the parameters
   */
  public void query(String sql, List<?> parameters, Consumer<ObjectNode> row)
      throws UnreadableCaptures {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          row.accept(Sql.row(rows));
        }
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** As {@link #query(String, List, Consumer)}, all rows at once. */
  List<ObjectNode> rows(String sql, List<?> parameters) throws UnreadableCaptures {
    List<ObjectNode> rows = new ArrayList<>();
    query(sql, parameters, rows::add);
    return rows;
  }

  /** One line for each file that was left out, saying which and why. */
  public List<String> leftOut() {
    return leftOut;
  }

  /** The files of exchanges being read. */
  ParquetFiles files() {
    return files;
  }

  private static UnreadableCaptures unreadable(SQLException e) {
    String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new UnreadableCaptures(
        "captures cannot be read: " + why + "; move a broken file away and try again", e);
  }

  @Override
  public void close() {
    close(connection);
  }

  private static void close(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException("closing an in-memory database does no I/O", e);
      }
    }
  }
}
