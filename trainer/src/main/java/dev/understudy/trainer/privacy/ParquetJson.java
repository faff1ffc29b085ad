package dev.understudy.trainer.privacy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/** The rows of a Parquet file, each as one JSON object with whatever its columns nest. */
final class ParquetJson {
  private ParquetJson() {}

  /** Takes rows. */
  interface Rows {
    /** One row, counted from 1. */
    void row(long number, String json) throws IOException;
  }

  /** Reads the file once, in order, a few rows at a time in memory. */
  static void rows(Path file, Rows rows) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("threads", "1");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:", properties);
        PreparedStatement select =
            duckdb.prepareStatement("SELECT to_json(t)::VARCHAR FROM read_parquet(?) t")) {
      select.setString(1, file.toString());
      try (ResultSet result = select.executeQuery()) {
        for (long number = 1; result.next(); number++) {
          rows.row(number, result.getString(1));
        }
      }
    } catch (SQLException unreadable) {
      throw new IOException("not a whole Parquet file", unreadable);
    }
  }
}
