package dev.understudy.gateway.recent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Verdict;
import dev.understudy.sink.parquet.rows.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of captured tables as the values they were made of. A row that is no such value, as somebody
 * else wrote it, ends in {@link IllegalArgumentException}.
 */
final class StoredRows {
  static final Set<String> FEEDBACK =
      Set.of(
          "request_id",
          "given_at",
          "instance",
          "score",
          "label",
          "correction",
          "annotator",
          "comment");

  /** Of exchanges, without what was said. */
  static final Set<String> LINE =
      Set.of(
          "exchange_id",
          "request_id",
          "role",
          "received_at",
          "instance",
          "route",
          "launch",
          "upstream",
          "model_served",
          "app",
          "user_pseudonym",
          "path",
          "status",
          "outcome",
          "first_byte_ms",
          "duration_ms",
          "request_bytes",
          "response_bytes",
          "confidence");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double NANOS_PER_MILLI = 1e6;

  private StoredRows() {}

  static Feedback feedback(Row row) {
    Number score = row.number("score");
    return new Feedback(
        id(row, "request_id"),
        time(row, "given_at"),
        text(row, "instance"),
        score == null ? null : score.doubleValue(),
        row.text("label"),
        row.text("correction"),
        row.text("annotator"),
        row.text("comment"));
  }

  static Comparison comparison(Row row) {
    Number score = row.number("score");
    return new Comparison(
        id(row, "request_id"),
        time(row, "compared_at"),
        text(row, "instance"),
        row.text("rules_version"),
        text(row, "route"),
        text(row, "student"),
        row.text("student_version"),
        text(row, "comparator"),
        Verdict.valueOf(text(row, "verdict").toUpperCase(Locale.ROOT)),
        score == null ? 0 : score.doubleValue(),
        differences(row.text("differences")),
        words(row.text("remarks")),
        Boolean.TRUE.equals(row.truth("echo")),
        millis(row, "duration_delta_ms"),
        millis(row, "first_byte_delta_ms"));
  }

  /** An exchange in short. */
  static ExchangeLine line(Row row, UnaryOperator<String> shared) {
    Number status = row.number("status");
    String app = row.text("app");
    String user = row.text("user_pseudonym");
    return new ExchangeLine(
        Moment.of(time(row, "received_at"), id(row, "exchange_id")),
        id(row, "request_id"),
        shared.apply(text(row, "role")),
        shared.apply(text(row, "instance")),
        shared.apply(text(row, "route")),
        shared.apply(text(row, "launch")),
        shared.apply(text(row, "upstream")),
        shared.apply(text(row, "model_served")),
        app == null ? null : shared.apply(app),
        user == null ? null : shared.apply(user),
        shared.apply(text(row, "path")),
        status == null ? 0 : status.intValue(),
        shared.apply(text(row, "outcome")),
        real(row, "first_byte_ms"),
        real(row, "duration_ms"),
        whole(row, "request_bytes") + whole(row, "response_bytes"));
  }

  /** What an exchange's row tells of its disagreement. */
  static CaseFacts facts(Row row, UnaryOperator<String> shared) {
    String app = row.text("app");
    boolean isPrimary = "primary".equals(row.text("role"));
    return new CaseFacts(
        app == null ? null : shared.apply(app),
        List.of(),
        isPrimary ? null : real(row, "confidence"));
  }

  private static UUID id(Row row, String column) {
    return UUID.fromString(text(row, column));
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNullElse(row.text(column), "");
  }

  private static Instant time(Row row, String column) {
    return Instant.EPOCH.plus(whole(row, column), ChronoUnit.MICROS);
  }

  private static long whole(Row row, String column) {
    Number number = row.number(column);
    return number == null ? 0 : number.longValue();
  }

  private static @Nullable Double real(Row row, String column) {
    Number number = row.number(column);
    return number == null ? null : (Double) number.doubleValue();
  }

  private static @Nullable Duration millis(Row row, String column) {
    Number number = row.number(column);
    return number == null
        ? null
        : Duration.ofNanos(Math.round(number.doubleValue() * NANOS_PER_MILLI));
  }

  private static List<Difference> differences(@Nullable String json) {
    List<Difference> differences = new ArrayList<>();
    for (JsonNode each : array(json)) {
      differences.add(
          new Difference(
              each.path("pointer").asText(),
              each.path("teacher").textValue(),
              each.path("student").textValue()));
    }
    return differences;
  }

  private static List<String> words(@Nullable String json) {
    List<String> words = new ArrayList<>();
    array(json).forEach(each -> words.add(each.asText()));
    return words;
  }

  private static JsonNode array(@Nullable String json) {
    try {
      return json == null ? JSON.createArrayNode() : JSON.readTree(json);
    } catch (JsonProcessingException broken) { // its message quotes content
      throw new IllegalArgumentException("a column is no JSON");
    }
  }
}
