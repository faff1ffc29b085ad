package dev.understudy.sink.inspect;

import dev.understudy.sink.parquet.rows.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The files that look whole and turned out not to be: damage within a file shows only once it is
 * read. One thread.
 */
final class Unreadable {
  private final Function<Path, String> shown;
  private final Map<Path, String> lines = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param shown how people know a file
   */
  Unreadable(Function<Path, String> shown) {
    this.shown = shown;
  }

  /**
   * Reads each of those files for itself, to its end, and remembers those that cannot be.
   *
   * @return whether there was any
   */
  boolean findAmong(List<Path> files) throws SQLException {
    boolean any = false;
    for (Path file : files) {
      if (!lines.containsKey(file) && !isReadable(file)) {
        lines.put(file, shown.apply(file) + ": cannot be read: " + why(file));
        any = true;
      }
    }
    return any;
  }

  /** A line for each that was found, which and what is wrong, but for those of these names. */
  List<String> linesBut(Set<String> names) {
    return lines.entrySet().stream()
        .filter(line -> names.stream().noneMatch(line.getKey()::endsWith))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Those of the files that are not known for unreadable; a line for each other is added. */
  ParquetFiles leaveOut(ParquetFiles found, List<String> leftOut) throws IOException {
    List<Path> sound = new ArrayList<>();
    long bytes = 0;
    for (Path file : found.sound()) {
      String line = lines.get(file);
      if (line != null) {
        leftOut.add(line);
      } else {
        sound.add(file);
        bytes += Files.size(file);
      }
    }
    return new ParquetFiles(sound, found.broken(), bytes);
  }

  /** Each in a database of its own, as some damage leaves one of no more use. */
  private static boolean isReadable(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      try {
        statement.execute(
            "SELECT bit_xor(hash(t)) FROM read_parquet(" + Sql.list(List.of(file)) + ") t");
        return true;
      } catch (SQLException damaged) {
        return !Files.exists(file); // else it was merged into another
      }
    }
  }

  /** What is wrong, by our own reading, which never quotes what a file says. */
  private static String why(Path file) {
    try (RowReader rows = RowReader.open(Files.newByteChannel(file))) {
      while (rows.next() != null) {}
      return "its values are damaged; put a whole copy in its place, or move it away";
    } catch (NoSuchFileException gone) {
      return "it is gone";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
