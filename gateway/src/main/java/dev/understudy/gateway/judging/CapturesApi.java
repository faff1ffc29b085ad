package dev.understudy.gateway.judging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.Caller;
import dev.understudy.gateway.access.Doorkeeper;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.recent.ExchangeLine;
import dev.understudy.gateway.recent.LineFilter;
import dev.understudy.gateway.recent.Page;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.WholeExchanges;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /console/api/exchanges}: the exchanges that were captured lately, and {@code
 * .../exchanges/:id}: one in full. Without the right to see captured texts there are figures alone.
 */
final class CapturesApi {
  private static final String EXCHANGES = "/console/api/exchanges";
  private static final int USUAL_PAGE = 50;
  private static final int MOST_PAGE = 500;

  private final Access access;
  private final Aside aside;
  private final RecentCaptures recent;
  private final WholeExchanges exchanges;

  CapturesApi(Vertx vertx, Access access, RecentCaptures recent, WholeExchanges exchanges) {
    this.access = access;
    this.aside = new Aside(vertx);
    this.recent = recent;
    this.exchanges = exchanges;
  }

  void mount(Router router) {
    router
        .get(EXCHANGES)
        .handler(Doorkeeper.needs(Role.VIEWER))
        .handler(call -> aside.answer(call, () -> list(call)));
    router
        .get(EXCHANGES + "/:id")
        .handler(Doorkeeper.needs(Role.VIEWER))
        .handler(call -> aside.answer(call, () -> one(call)));
  }

  private JsonObject list(RoutingContext call) {
    Query query = new Query(call.request());
    Page<ExchangeLine> page =
        recent.lines(filter(query), query.moment("after"), query.limit(USUAL_PAGE, MOST_PAGE));
    JsonArray lines = new JsonArray();
    page.items().forEach(each -> lines.add(line(each)));
    return new JsonObject()
        .put("shown", CaseJson.shown(recent))
        .put("exchanges", lines)
        .put("next", page.next() == null ? null : page.next().toString());
  }

  private static LineFilter filter(Query query) {
    Status status = Status.read(query.text("status"));
    String id = query.text("id");
    return new LineFilter(
        query.text("route"),
        query.text("role"),
        query.text("outcome"),
        status == null ? null : (Integer) status.from(),
        status == null ? null : (Integer) status.to(),
        query.text("app"),
        id == null ? null : id.strip().toLowerCase(Locale.ROOT),
        query.time("since"),
        query.time("until"));
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

  private static JsonObject line(ExchangeLine line) {
    return new JsonObject()
        .put("id", line.exchangeId().toString())
        .put("request_id", line.requestId().toString())
        .put("received_at", line.receivedAt().toString())
        .put("role", line.role())
        .put("instance", line.instance())
        .put("route", line.route())
        .put("launch", line.launch())
        .put("upstream", line.upstream())
        .put("app", line.app())
        .put("path", line.path())
        .put("status", line.status())
        .put("outcome", line.outcome())
        .put("first_byte_ms", line.firstByteMillis())
        .put("duration_ms", line.durationMillis())
        .put("bytes", line.bytes());
  }

  private JsonObject one(RoutingContext call) throws Refused, IOException {
    UUID id = Query.id(call.pathParam("id"));
    ExchangeLine line = id == null ? null : recent.line(id);
    if (id == null) {
      throw new Refused(404, "an exchange is named by its whole id");
    }
    List<ObjectNode> found = exchanges.of(id, line == null ? id : line.requestId());
    if (found.isEmpty()) {
      throw new Refused(404, "no such exchange is in memory or in the store");
    }
    ObjectNode row = found.get(0);
    boolean mayRead = access.seesTexts(Caller.of(call));
    if (mayRead) {
      access.looked(Caller.of(call), "exchange", id.toString());
    }
    return ExchangeJson.whole(row, mayRead).put("prompts", mayRead);
  }
}
