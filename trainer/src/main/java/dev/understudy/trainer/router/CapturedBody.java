package dev.understudy.trainer.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.understudy.sink.parquet.rows.Row;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a captured request, as a router was or would be shown it. */
final class CapturedBody {
  /** The columns that are read. */
  static final Set<String> COLUMNS =
      Set.of(
          "api",
          "request_body",
          "request_body_encoding",
          "messages",
          "model_requested",
          "stream",
          "max_tokens");

  private CapturedBody() {}

  /** Whether the body itself is there, with all that a client sent. */
  static boolean isRecorded(Row row) {
    return row.text("request_body") != null;
  }

  /**
   * The bytes of a row's request. Where bodies are not recorded, a body of what is: without tools.
   *
   * @return null where there is neither a body nor a conversation
   */
  static byte @Nullable [] of(Row row) {
    String body = row.text("request_body");
    if (body != null) {
      return "base64".equals(row.text("request_body_encoding"))
          ? Base64.getDecoder().decode(body)
          : body.getBytes(UTF_8);
    }
    String messages = row.text("messages");
    return messages == null ? null : composed(row, messages).getBytes(UTF_8);
  }

  private static String composed(Row row, String messages) {
    StringBuilder json = new StringBuilder("{\"model\":\"");
    String model = row.text("model_requested");
    json.append(JsonStringEncoder.getInstance().quoteAsString(model == null ? "" : model));
    json.append("\",\"stream\":").append(Boolean.TRUE.equals(row.truth("stream")));
    if (row.number("max_tokens") != null) {
      json.append(",\"max_tokens\":").append(row.number("max_tokens"));
    }
    return json.append(",\"").append(member(row.text("api"))).append("\":").append(messages) + "}";
  }

  private static String member(@Nullable String api) {
    return "completions".equals(api) ? "prompt" : "responses".equals(api) ? "input" : "messages";
  }
}
