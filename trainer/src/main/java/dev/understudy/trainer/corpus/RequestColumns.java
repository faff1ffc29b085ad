package dev.understudy.trainer.corpus;

import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.sink.parquet.rows.Row;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the columns of the table of exchanges tell of requests. */
public final class RequestColumns {
  /** The columns that are read. */
  public static final Set<String> COLUMNS =
      Set.of("api", "messages", "input", "request_body", "request_body_encoding", "body_truncated");

  private RequestColumns() {}

  /** The request of a row. */
  public static CapturedRequest of(Row row) {
    return new CapturedRequest(
        row.text("api"),
        row.text("messages"),
        row.text("input"),
        body(row),
        Boolean.TRUE.equals(row.truth("body_truncated")));
  }

  /** The whole request as text, or null where it was not kept. */
  static @Nullable String body(Row row) {
    String body = row.text("request_body");
    if (body != null && "base64".equals(row.text("request_body_encoding"))) {
      return new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
    }
    return body;
  }
}
