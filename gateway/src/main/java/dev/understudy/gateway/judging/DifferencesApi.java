package dev.understudy.gateway.judging;

import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.Caller;
import dev.understudy.gateway.access.Doorkeeper;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.CaseFilter;
import dev.understudy.gateway.recent.GroupCount;
import dev.understudy.gateway.recent.Moment;
import dev.understudy.gateway.recent.Page;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.WholeExchanges;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /console/api/routes/:route/differences} and {@code .../differences/:id}: where student
 * and teacher disagreed, grouped by what differs, and one case in full. Without the right to see
 * captured texts there are figures, places and lengths.
 */
final class DifferencesApi {
  static final String DIFFERENCES = "/console/api/routes/:route/differences";
  private static final int USUAL_PAGE = 50;
  private static final int MOST_PAGE = 200;

  private final Access access;
  private final Aside aside;
  private final RecentCaptures recent;
  private final WholeExchanges exchanges;
  private final Supplier<Rules> rules;
  private final CaseSearch search;

  DifferencesApi(
      Vertx vertx,
      Access access,
      RecentCaptures recent,
      WholeExchanges exchanges,
      Supplier<Rules> rules) {
    this.access = access;
    this.aside = new Aside(vertx);
    this.recent = recent;
    this.exchanges = exchanges;
    this.rules = rules;
    this.search = new CaseSearch(recent);
  }

  void mount(Router router) {
    router
        .get(DIFFERENCES)
        .handler(Doorkeeper.needs(Role.VIEWER))
        .handler(call -> aside.answer(call, () -> list(call)));
    router
        .get(DIFFERENCES + "/:id")
        .handler(Doorkeeper.needs(Role.VIEWER))
        .handler(call -> aside.answer(call, () -> one(call)));
  }

  private JsonObject list(RoutingContext call) throws Refused {
    String route = route(call);
    Query query = new Query(call.request());
    CaseFilter filter = filter(query);
    Moment after = query.moment("after");
    int most = query.limit(USUAL_PAGE, MOST_PAGE);
    boolean maySee = access.seesTexts(Caller.of(call));
    String text = query.text("q");
    if (!maySee && (text != null || filter.tag() != null)) {
      throw new Refused(403, "texts and tags are searched by those who may see captured texts");
    }
    boolean mayRead = maySee && !Boolean.FALSE.equals(query.truth("values"));
    if (mayRead || text != null || filter.tag() != null) { // what is found tells of texts too
      access.looked(Caller.of(call), text == null ? "differences" : "differences searched", route);
    }
    Page<Case> page =
        text == null
            ? recent.cases(route, filter, after, most)
            : search.page(route, filter, text, after, most);
    CaseJson json = new CaseJson(mayRead);
    JsonArray cases = new JsonArray();
    page.items().forEach(each -> cases.add(json.line(each, recent.number(route, each.group()))));
    List<GroupCount> groups = recent.groups(route, filter);
    JsonArray counted = new JsonArray();
    groups.forEach(each -> counted.add(json.group(each)));
    return new JsonObject()
        .put("route", route)
        .put("shown", CaseJson.shown(recent))
        .put("prompts", mayRead)
        .put("progress", CaseJson.progress(groups, filter.group()))
        .put("groups", counted)
        .put("cases", cases)
        .put("next", page.next() == null ? null : page.next().toString());
  }

  private static CaseFilter filter(Query query) {
    return new CaseFilter(
        query.number("group"),
        query.time("since"),
        query.time("until"),
        query.text("app"),
        query.text("tag"),
        query.share("confidence_min"),
        query.share("confidence_max"),
        query.truth("judged"));
  }

  private JsonObject one(RoutingContext call) throws Refused, IOException {
    String route = route(call);
    Case one = found(recent, route, call);
    boolean mayRead = access.seesTexts(Caller.of(call));
    JsonObject json = new CaseJson(mayRead).whole(one, recent.number(route, one.group()));
    json.put("prompts", mayRead);
    if (mayRead) {
      access.looked(Caller.of(call), "difference", one.requestId().toString());
      Labels labels = Labels.of(named(rules.get(), route));
      json.put("said", CaseTexts.find(one, exchanges).json())
          .put(
              "labels",
              labels == null ? new JsonArray() : new JsonArray(labels.seen(recent, route)));
    }
    return json;
  }

  /** The case that the path names. */
  static Case found(RecentCaptures recent, String route, RoutingContext call) throws Refused {
    UUID id = Query.id(call.pathParam("id"));
    Case one = id == null ? null : recent.find(route, id);
    if (one == null) {
      throw new Refused(
          404, "no disagreement about such a request is remembered on route '" + route + "'");
    }
    return one;
  }

  private String route(RoutingContext call) throws Refused {
    String name = Objects.requireNonNull(call.pathParam("route"), "route");
    if (named(rules.get(), name) == null && recent.size(name) == 0) {
      throw new Refused(
          404,
          "no route of that name; routes: "
              + String.join(", ", rules.get().routes().stream().map(Route::name).toList()));
    }
    return name;
  }

  static @Nullable Route named(Rules rules, String name) {
    return rules.routes().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
