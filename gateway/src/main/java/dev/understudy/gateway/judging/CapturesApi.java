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
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * {@code GET /console/api/exchanges}: the exchanges that were captured lately, and {@code
 * .../exchanges/:id}: one in full. Without the right to see captured texts there are figures alone.
 */
final class CapturesApi {
  static final String EXCHANGES = "/console/api/exchanges";
  private static final int USUAL_PAGE = 50;
  private static final int MOST_PAGE = 500;

  private final Access access;
  private final Aside aside;
  private final RecentCaptures recent;
  private final WholeExchanges exchanges;
  private final Lines lines;

  CapturesApi(
      Vertx vertx, Access access, RecentCaptures recent, WholeExchanges exchanges, Lines lines) {
    this.lines = lines;
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

  private JsonObject list(RoutingContext call) throws Refused {
    Query query = new Query(call.request());
    LineFilter filter = lines.filter(query);
    if (filter.users() != null) {
      if (!access.seesTexts(Caller.of(call))) {
        throw new Refused(403, "users are searched by those who may see captured texts");
      }
      access.looked(Caller.of(call), "exchanges of a user", query.or("route", "any"));
    }
    Page<ExchangeLine> page =
        recent.lines(filter, query.moment("after"), query.limit(USUAL_PAGE, MOST_PAGE));
    return new JsonObject()
        .put("shown", CaseJson.shown(recent))
        .put("exchanges", Lines.json(page.items()))
        .put("next", page.next() == null ? null : page.next().toString());
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
