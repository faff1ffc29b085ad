package dev.understudy.gateway.judging;

import dev.understudy.gateway.recent.ExchangeLine;
import dev.understudy.gateway.recent.LineFilter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges in short: which are asked for, and how they are told.
 *
 * @param users tells how captures may name a user whom applications name so
 */
record Lines(Function<String, Set<String>> users) {
  /** The fields that say which exchanges are asked for. */
  static final Set<String> FIELDS =
      Set.of(
          "route",
          "role",
          "outcome",
          "status",
          "app",
          "id",
          "since",
          "until",
          "user",
          "answered_by",
          "path");

  LineFilter filter(Query query) {
    Status status = Status.read(query.text("status"));
    String id = query.text("id");
    String user = query.text("user");
    return new LineFilter(
        query.text("route"),
        query.text("role"),
        query.text("outcome"),
        status == null ? null : (Integer) status.from(),
        status == null ? null : (Integer) status.to(),
        query.text("app"),
        id == null ? null : id.strip().toLowerCase(Locale.ROOT),
        query.time("since"),
        query.time("until"),
        user == null ? null : users.apply(user),
        query.text("answered_by"),
        query.text("path"));
  }

  /** HTTP statuses, such as {@code 404} or {@code 5xx}. */
  private record Status(int from, int to) {
    static @Nullable Status read(@Nullable String text) {
      if (text == null) {
        return null;
      }
      if (text.matches("[1-5]xx")) {
        int hundreds = Character.digit(text.charAt(0), 10) * 100;
        return new Status(hundreds, hundreds + 99);
      }
      if (text.matches("0|[1-5][0-9][0-9]")) {
        return new Status(Integer.parseInt(text), Integer.parseInt(text));
      }
      throw new Query.Unreadable("'status' must be a status such as 404 or 5xx, or 0 for none");
    }
  }

  static JsonArray json(List<ExchangeLine> lines) {
    JsonArray json = new JsonArray();
    lines.forEach(each -> json.add(json(each)));
    return json;
  }

  static JsonObject json(ExchangeLine line) {
    return new JsonObject()
        .put("id", line.exchangeId().toString())
        .put("request_id", line.requestId().toString())
        .put("received_at", line.receivedAt().toString())
        .put("role", line.role())
        .put("instance", line.instance())
        .put("route", line.route())
        .put("launch", line.launch())
        .put("upstream", line.upstream())
        .put("model", "".equals(line.model()) ? null : line.model())
        .put("app", line.app())
        .put("path", line.path())
        .put("status", line.status())
        .put("outcome", line.outcome())
        .put("first_byte_ms", line.firstByteMillis())
        .put("duration_ms", line.durationMillis())
        .put("bytes", line.bytes());
  }
}
