package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Table;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The exchanges captured into a store, and what was compared and said of them, open for questions
 * in SQL. Files written by earlier versions, with fewer columns, read as if the missing ones were
 * null. Broken and foreign files are left out and told. Files may be merged into others meanwhile:
 * each question finds each row once. For one thread; the caller closes it.
 */
public final class CapturedExchanges implements AutoCloseable {
  private static final int MOST_LOOKS = 100;
  private static final ParquetFiles NONE = new ParquetFiles(List.of(), List.of(), 0);

  private final Shelf shelf;
  private final Unreadable unreadable;
  private final Map<Path, String> inUse = new HashMap<>();
  private final List<Path> viewed = new ArrayList<>();
  private Connection connection;
  private ParquetFiles files = NONE;
  private List<String> leftOut = List.of();

  private CapturedExchanges(Connection connection, Shelf shelf) {
    this.connection = connection;
    this.shelf = shelf;
    this.unreadable = new Unreadable(shelf::shown);
  }

  /**
   * Opens what was captured into a folder, which is only read.
   *
   * @param folder the folder, or its folder {@code exchanges}
   * @throws UnreadableCaptures when there is no such folder, or no readable file in it
   */
  public static CapturedExchanges open(Path folder) throws UnreadableCaptures {
    try {
      return open(FolderStore.forReading(folder), folder.toString());
    } catch (IOException e) {
      throw new UnreadableCaptures(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Opens what was captured into a store. A folder is read where it lies; the files of another
   * store are fetched into a folder of their own first.
   *
   * @param store the caller's, and closed by it later
   * @param scope what will be asked about; a folder is open whole in any case
   * @param notes told, a line each, what is fetched
   * @throws UnreadableCaptures when there is no readable file in it
   */
  public static CapturedExchanges open(Store store, Scope scope, Consumer<String> notes)
      throws UnreadableCaptures {
    try {
      return store instanceof FolderStore folder
          ? open(folder, folder.location())
          : open(FetchedShelf.open(store, scope, notes));
    } catch (IOException e) {
      throw new UnreadableCaptures(store.location() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static CapturedExchanges open(FolderStore store, String named)
      throws UnreadableCaptures, IOException {
    return open(new FolderShelf(whole(store, named), named));
  }

  /**
   * The folder that a gateway captured into, where its folder {@code exchanges} may be named too.
   */
  static FolderStore whole(FolderStore store, String named) throws UnreadableCaptures, IOException {
    Path root = store.path("").toAbsolutePath().normalize();
    Path parent = root.getParent();
    Path whole = parent != null && root.endsWith(Table.EXCHANGES.word()) ? parent : root;
    if (!Files.isDirectory(whole.resolve(Table.EXCHANGES.word()))) {
      throw new UnreadableCaptures(
          named
              + ": nothing was captured here yet (no folder exchanges in it); the gateway writes a"
              + " file once a segment is full or old enough",
          null);
    }
    return FolderStore.forReading(whole);
  }

  private static CapturedExchanges open(Shelf shelf) throws UnreadableCaptures {
    CapturedExchanges captures;
    try {
      captures = new CapturedExchanges(connect(), shelf);
    } catch (SQLException e) {
      shelf.close();
      throw unreadable(e);
    }
    try {
      captures.look();
      return captures;
    } catch (UnreadableCaptures e) {
      captures.close();
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

  /** Looks which files there are now, and makes views of them. */
  private void look() throws UnreadableCaptures {
    for (int i = 1; ; i++) {
      try {
        lookOnce();
        return;
      } catch (SQLException e) {
        if (i == MOST_LOOKS || !(someChanged() || leaveOutUnreadable())) {
          throw unreadable(e);
        }
      } catch (IOException e) {
        if (i == MOST_LOOKS || !someChanged()) {
          throw new UnreadableCaptures(shelf.location() + ": cannot be read: " + e.getMessage(), e);
        }
      }
    }
  }

  private void lookOnce() throws SQLException, IOException, UnreadableCaptures {
    List<String> odd = new ArrayList<>();
    inUse.clear();
    viewed.clear();
    ParquetFiles exchanges = view(Table.EXCHANGES, odd);
    if (exchanges.sound().isEmpty() && shelf.isWhole(Table.EXCHANGES)) {
      throw nothing(odd);
    }
    view(Table.COMPARISONS, odd);
    view(Table.FEEDBACK, odd);
    files = exchanges;
    leftOut = List.copyOf(odd);
  }

  private ParquetFiles view(Table table, List<String> odd) throws SQLException, IOException {
    TableView view = new TableView(connection, shelf, table);
    List<Path> all = shelf.files(table);
    for (Path file : all) {
      inUse.put(file, stamp(file));
    }
    ParquetFiles found = ParquetFiles.of(all, shelf::shown);
    odd.addAll(found.broken());
    ParquetFiles readable = unreadable.leaveOut(found, odd);
    viewed.addAll(readable.sound());
    ParquetFiles ours = view.withoutForeign(readable, odd);
    view.create(ours);
    return ours;
  }

  /** Whether files were merged into others or written anew since we looked. */
  private boolean someChanged() {
    return inUse.entrySet().stream()
        .anyMatch(file -> !stamp(file.getKey()).equals(file.getValue()));
  }

  /** Looks for damage in the files that were asked; whether there is any. */
  private boolean leaveOutUnreadable() throws UnreadableCaptures {
    try {
      if (!unreadable.findAmong(viewed)) {
        return false;
      }
      close(connection); // some damage leaves a database of no more use
      connection = connect();
      return true;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.fileKey() + "-" + now.size() + "-" + now.lastModifiedTime();
    } catch (IOException e) {
      return "gone";
    }
  }

  private UnreadableCaptures nothing(List<String> odd) {
    String why =
        odd.isEmpty()
            ? "; the gateway writes a file once a segment is full or old enough"
            : ":\n" + String.join("\n", odd);
    return new UnreadableCaptures(shelf.location() + ": no captured exchange here yet" + why, null);
  }

  /**
   * Asks in SQL, of the views {@code exchanges}, {@code comparisons} and {@code feedback}; each row
   * comes as an object of column names and values, after all were read.
   *
   * @param sql a fixed text: what a person typed goes into the parameters
   */
  public void query(String sql, List<?> parameters, Consumer<ObjectNode> row)
      throws UnreadableCaptures {
    for (int i = 1; ; i++) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int p = 0; p < parameters.size(); p++) {
          statement.setObject(p + 1, parameters.get(p));
        }
        // The answer is whole when this returns: what fails later is not a file that is gone.
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            row.accept(Sql.row(rows));
          }
          return;
        }
      } catch (SQLException e) {
        if (i == MOST_LOOKS || !(someChanged() || leaveOutUnreadable())) {
          throw unreadable(e);
        }
        look();
      }
    }
  }

  /** As {@link #query(String, List, Consumer)}, all rows at once. */
  List<ObjectNode> rows(String sql, List<?> parameters) throws UnreadableCaptures {
    List<ObjectNode> rows = new ArrayList<>();
    query(sql, parameters, rows::add);
    return rows;
  }

  /**
   * One line for each file that was left out so far, saying which and why. Damage within a file
   * shows once it is read: ask after the questions.
   */
  public List<String> leftOut() {
    return leftOut;
  }

  /**
   * Those of the lines that tell of damage within, which shows only once a file is read, but for
   * files of these names in the store.
   */
  List<String> damagedBut(Set<String> names) {
    return unreadable.linesBut(names);
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
    shelf.close();
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("closing an in-memory database does no I/O", e);
    }
  }
}
