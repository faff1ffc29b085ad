package dev.understudy.rules.preview;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.rules.request.RequestBody;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the row of the table that a result stands on. */
final class CaptureRow {
  private final ResultSet row;
  private final boolean withBodies;
  private final HeaderColumn headers = new HeaderColumn();

  /**
   * Reads rows of that result.
   *
   * @param withBodies whether the columns of bodies are there
   */
  CaptureRow(ResultSet row, boolean withBodies) {
    this.row = row;
    this.withBodies = withBodies;
  }

  /** The request of the current row. */
  CapturedRequest request() throws SQLException {
    String path = row.getString("path");
    String recorded = row.getString("request_headers");
    Map<String, String> shown = recorded == null ? Map.of() : headers.read(recorded);
    String json = body();
    RequestBody body = json == null ? null : RequestBody.read(json.getBytes(UTF_8), path);
    boolean bodyKept = withBodies && json != null && (body != null || !isTruncated());
    Long input = number("input_tokens");
    Long output = number("output_tokens");
    return new CapturedRequest(
        UUID.fromString(row.getString("request_id")),
        row.getLong("received"),
        row.getString("method"),
        path,
        shown,
        withBodies && !bodyKept ? fromColumns() : body,
        body == null ? null : json,
        bodyKept,
        input == null ? 0 : input,
        output == null ? 0 : output,
        input != null || output != null,
        row.getString("rules_version"),
        row.getString("route"),
        real("bucket"));
  }

  private boolean isTruncated() throws SQLException {
    return row.getBoolean("body_truncated");
  }

  private @Nullable String body() throws SQLException {
    if (!withBodies || row.getString("request_body_encoding") != null) {
      return null; // what is no text is no JSON either
    }
    return row.getString("request_body");
  }

  /** What the columns say of a body that was not kept whole; null where it was no call's. */
  private @Nullable RequestBody fromColumns() throws SQLException {
    String model = row.getString("model_requested");
    if (model == null) {
      return null;
    }
    Long input = number("input_tokens");
    return new RequestBody(
        model,
        null,
        null,
        row.getBoolean("stream"),
        number("max_tokens"),
        real("temperature"),
        0,
        0,
        input == null ? 0 : input,
        null);
  }

  private @Nullable Long number(String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : (Long) number;
  }

  private @Nullable Double real(String column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? null : (Double) number;
  }
}
