package dev.understudy.gateway.judging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One exchange in full, as JSON. */
final class ExchangeJson {
  private static final int LONGEST_BODY = 2 * 1024 * 1024;

  private ExchangeJson() {}

  /**
   * The exchange of a row with the columns of the captured table.
   *
   * @param withTexts whether what was said may be shown, and what clients say of themselves
   */
  static JsonObject whole(ObjectNode row, boolean withTexts) {
    JsonObject json = new JsonObject();
    Facts.copy(
        row,
        json,
        "exchange_id",
        "request_id",
        "role",
        "received_at",
        "instance",
        "rules_version",
        "route",
        "launch",
        "bucket",
        "app",
        "upstream",
        "may_train",
        "method",
        "path",
        "api",
        "model_requested",
        "model_served",
        "temperature",
        "top_p",
        "max_tokens",
        "stream",
        "finish_reason",
        "input_tokens",
        "output_tokens",
        "cached_tokens",
        "reasoning_tokens",
        "tokens_estimated",
        "cost_usd",
        "status",
        "outcome",
        "error",
        "first_byte_ms",
        "duration_ms",
        "request_bytes",
        "response_bytes",
        "body_truncated",
        "confidence");
    if (withTexts) {
      Facts.copy(row, json, "user_pseudonym", "session", "tags");
      json.put("request_headers", headers(row.path("request_headers").textValue()))
          .put("response_headers", headers(row.path("response_headers").textValue()))
          .put("prompt", CaseTexts.Conversations.json(row))
          .put("answer", SaidAnswer.of(row).shown())
          .put("request", body(row, "request"))
          .put("response", body(row, "response"));
    }
    return json;
  }

  private static JsonArray headers(@Nullable String written) {
    try {
      return written == null ? new JsonArray() : new JsonArray(written);
    } catch (DecodeException cut) {
      return new JsonArray();
    }
  }

  /** A body as it was on the wire, and on lines of its own where it is JSON. */
  private static JsonObject body(ObjectNode row, String side) {
    String raw = row.path(side + "_body").textValue();
    String encoding = row.path(side + "_body_encoding").textValue();
    JsonObject json =
        new JsonObject()
            .put("encoding", encoding)
            .put("sha256", row.path(side + "_sha256").textValue());
    if (raw == null) {
      return json;
    }
    boolean isLong = raw.length() > LONGEST_BODY;
    json.put("raw", isLong ? raw.substring(0, LONGEST_BODY) : raw).put("cut", isLong);
    if (!isLong && encoding == null && SaidAnswer.isJson(raw)) {
      json.put("pretty", SaidAnswer.pretty(raw, raw));
    }
    return json;
  }
}
