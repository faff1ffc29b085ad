package dev.understudy.trainer.corpus;

import dev.understudy.sink.parquet.rows.Row;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a row of the table of exchanges tells; columns that an old file lacks are null.
 *
 * @param requestId what the application sent once
 * @param role why the exchange happened
 * @param receivedAtMicros when, in microseconds since 1970 UTC
 * @param route the rule that spoke about it
 * @param app the application
 * @param user the user's pseudonym
 * @param session the conversation
 * @param tags the column's, and the request's own {@code metadata}
 * @param headers recorded request headers, by their names in lower case
 * @param upstream who answered
 * @param mayTrain {@code yes}, {@code no}, {@code ask} or null
 * @param model the model as it called itself, or else as it was asked for
 * @param api the API spoken
 * @param status the HTTP status
 * @param outcome how it ended
 * @param isCut whether a body was too large to be kept whole
 * @param messages the conversation as it stood in the request, JSON
 * @param input the conversation as a person reads it
 * @param requestBody the whole request, JSON
 * @param output the answer's text
 * @param toolCalls the tool calls, JSON
 * @param finishReason why the answer ended
 * @param logprobs the tokens' log probabilities, JSON
 * @param inputTokens tokens asked
 * @param outputTokens tokens answered
 * @param costUsd what it cost
 */
record CapturedExchange(
    String requestId,
    String role,
    long receivedAtMicros,
    String route,
    @Nullable String app,
    @Nullable String user,
    @Nullable String session,
    Map<String, String> tags,
    Map<String, String> headers,
    String upstream,
    @Nullable String mayTrain,
    @Nullable String model,
    @Nullable String api,
    @Nullable Integer status,
    String outcome,
    boolean isCut,
    @Nullable String messages,
    @Nullable String input,
    @Nullable String requestBody,
    @Nullable String output,
    @Nullable String toolCalls,
    @Nullable String finishReason,
    @Nullable String logprobs,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Double costUsd) {
  /** The columns without which a file is not of this table. */
  static final Set<String> REQUIRED =
      Set.of("request_id", "role", "received_at", "route", "upstream", "outcome", "output");

  /** All columns that are read. */
  static final Set<String> COLUMNS =
      Set.of(
          "request_id",
          "role",
          "received_at",
          "route",
          "app",
          "user_pseudonym",
          "session",
          "tags",
          "request_headers",
          "upstream",
          "may_train",
          "model_requested",
          "model_served",
          "api",
          "status",
          "outcome",
          "body_truncated",
          "messages",
          "input",
          "request_body",
          "request_body_encoding",
          "output",
          "tool_calls",
          "finish_reason",
          "logprobs",
          "input_tokens",
          "output_tokens",
          "cost_usd");

  static CapturedExchange of(Row row) {
    String body = RequestColumns.body(row);
    Map<String, String> tags = new TreeMap<>(FlatJson.texts(row.text("tags")));
    tags.putAll(FlatJson.member(body, "metadata"));
    String served = row.text("model_served");
    return new CapturedExchange(
        required(row, "request_id"),
        required(row, "role"),
        number(row, "received_at").longValue(),
        required(row, "route"),
        row.text("app"),
        row.text("user_pseudonym"),
        row.text("session"),
        tags,
        FlatJson.headers(row.text("request_headers")),
        required(row, "upstream"),
        row.text("may_train"),
        served == null ? row.text("model_requested") : served,
        row.text("api"),
        row.number("status") == null ? null : number(row, "status").intValue(),
        required(row, "outcome"),
        Boolean.TRUE.equals(row.truth("body_truncated")),
        row.text("messages"),
        row.text("input"),
        body,
        row.text("output"),
        row.text("tool_calls"),
        row.text("finish_reason"),
        row.text("logprobs"),
        whole(row, "input_tokens"),
        whole(row, "output_tokens"),
        row.number("cost_usd") == null ? null : number(row, "cost_usd").doubleValue());
  }

  private static String required(Row row, String column) {
    String text = row.text(column);
    if (text == null) {
      throw new IllegalArgumentException("the column " + column + " must not be empty");
    }
    return text;
  }

  private static Number number(Row row, String column) {
    Number number = row.number(column);
    if (number == null) {
      throw new IllegalArgumentException("the column " + column + " must not be empty");
    }
    return number;
  }

  private static @Nullable Long whole(Row row, String column) {
    Number number = row.number(column);
    return number == null ? null : number.longValue();
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "CapturedExchange[" + requestId + "]";
  }
}
