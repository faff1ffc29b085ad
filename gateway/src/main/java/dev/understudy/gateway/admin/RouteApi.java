package dev.understudy.gateway.admin;

import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.Answers;
import dev.understudy.gateway.access.Caller;
import dev.understudy.gateway.access.Doorkeeper;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.CaseFilter;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.rollout.Hand;
import dev.understudy.gateway.rollout.Moved;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.DateTimeException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /rules} and {@code /routes}: shows routes, and moves them by hand. */
final class RouteApi {
  private static final Logger log = LoggerFactory.getLogger(RouteApi.class);
  private static final int MOST_BODY_BYTES = 16 * 1024;
  private static final int MOST_REASON_CHARS = 500;
  private static final int MOST_CASES = 50;
  private static final String BY_HAND = "by hand";

  private final Vertx vertx;
  private final Access access;
  private final RouteDesk desk;
  private final RecentCaptures recent;

  RouteApi(Vertx vertx, Access access, RouteDesk desk, RecentCaptures recent) {
    this.vertx = vertx;
    this.access = access;
    this.desk = desk;
    this.recent = recent;
  }

  /** Adds the paths; a {@link Doorkeeper} has to stand before them. */
  void mount(Router router) {
    view(router, "/rules").handler(asking(() -> RouteJson.rules(desk.rules())));
    view(router, "/routes").handler(asking(this::routes));
    view(router, "/routes/:route").handler(call -> ofRoute(call, this::json));
    router
        .get("/routes/:route/comparisons")
        .handler(access.needsTexts())
        .handler(call -> ofRoute(call, route -> comparisons(Caller.of(call), route)));
    move(router, "pause", desk::pause);
    move(router, "roll-back", desk::rollBack);
    move(router, "resume", desk::resume);
  }

  /** Something done to a route by hand. */
  private interface Move {
    Moved make(String route, Hand hand);
  }

  private static Route view(Router router, String path) {
    return router.get(path).handler(Doorkeeper.needs(Role.VIEWER));
  }

  private JsonObject routes() {
    List<JsonObject> routes = desk.routes().stream().map(this::json).toList();
    return new JsonObject()
        .put("rules_version", desk.rules().version())
        .put("routes", new JsonArray(routes));
  }

  private JsonObject json(RouteView route) {
    return RouteJson.route(route, recent.counts(route.name()), recent.echoes(route.name()));
  }

  private JsonObject comparisons(Caller caller, RouteView route) {
    access.looked(caller, "comparisons", route.name());
    List<JsonObject> cases =
        recent.cases(route.name(), CaseFilter.ALL, null, MOST_CASES).items().stream()
            .map(Case::comparison)
            .map(RouteJson::comparison)
            .toList();
    return new JsonObject().put("route", route.name()).put("differing", new JsonArray(cases));
  }

  private Handler<RoutingContext> asking(Callable<JsonObject> question) {
    return call -> answer(call, question, json -> Answers.json(call, 200, json));
  }

  private void ofRoute(RoutingContext call, RouteQuestion question) {
    String name = Objects.requireNonNull(call.pathParam("route"), "route");
    answer(
        call,
        desk::routes,
        routes -> {
          Optional<RouteView> route = named(name, routes);
          if (route.isPresent()) {
            answer(call, () -> question.about(route.get()), json -> Answers.json(call, 200, json));
          } else {
            unknown(call, routes);
          }
        });
  }

  /** Something to tell of a route. */
  private interface RouteQuestion {
    JsonObject about(RouteView route);
  }

  private void move(Router router, String action, Move move) {
    router
        .post("/routes/:route/" + action)
        .handler(Doorkeeper.needs(Role.OPERATOR))
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
        .handler(call -> moved(call, action, move));
  }

  private void moved(RoutingContext call, String action, Move move) {
    String name = Objects.requireNonNull(call.pathParam("route"), "route");
    Hand hand = hand(call);
    if (hand == null) {
      return; // answered
    }
    answer(
        call,
        desk::routes,
        routes -> {
          Optional<RouteView> route = named(name, routes);
          if (route.isEmpty()) {
            unknown(call, routes);
          } else if (route.get().rollout() == null) {
            Answers.problem(call, 409, "route '" + name + "' has no student to " + action);
          } else {
            answer(
                call,
                () -> made(route.get(), action, hand, move),
                made -> told(call, made.moved(), made.after()));
          }
        });
  }

  /** What became of a move, and how the route stands after it. */
  private record Made(Moved moved, RouteView after) {}

  private Made made(RouteView before, String action, Hand hand, Move move) {
    Moved moved = move.make(before.name(), hand);
    if (moved == Moved.MADE) {
      log.atInfo()
          .addKeyValue("route", before.name())
          .addKeyValue("action", action)
          .addKeyValue("by", hand.by())
          .addKeyValue("reason", hand.reason())
          .log("route was moved by hand");
    }
    return new Made(moved, named(before.name(), desk.routes()).orElse(before));
  }

  private void told(RoutingContext call, Moved moved, RouteView after) {
    switch (moved) {
      case MADE, NOTHING -> Answers.json(call, 200, json(after));
      case SEEN_OTHERWISE ->
          Answers.json(
              call,
              409,
              new JsonObject().put("error", movedMeanwhile(after)).put("route", json(after)));
      case NOT_WRITTEN ->
          Answers.problem(
              call,
              503,
              "the ledger could not be written in time, so that nobody knows whether route '%s' was moved meanwhile; nothing was done; look after the store and at the route again"
                  .formatted(after.name()));
      case IN_DOUBT ->
          Answers.problem(
              call,
              503,
              "the store did not tell in time whether it has the move of route '%s', which may have been made; look after the store and at the route again"
                  .formatted(after.name()));
    }
  }

  private static String movedMeanwhile(RouteView after) {
    RouteView.Rollout now = after.rollout();
    return now == null
        ? "route '%s' has no student any more".formatted(after.name())
        : "route '%s' was moved since you looked: it is %s with a share of %s by %s (%s); nothing was done"
            .formatted(
                after.name(), now.state().replace('_', ' '), now.share(), now.by(), now.reason());
  }

  /** Who moves and why, or null after a problem was answered. */
  private static @Nullable Hand hand(RoutingContext call) {
    String by = Caller.of(call).name();
    Buffer body = call.body().buffer();
    if (body == null || body.length() == 0) {
      return Hand.of(by, BY_HAND);
    }
    try {
      JsonObject json = new JsonObject(body);
      if (Set.of("reason", "since").containsAll(json.fieldNames())
          && json.getValue("reason", BY_HAND) instanceof String reason
          && reason.length() <= MOST_REASON_CHARS) {
        return new Hand(by, reason.replaceAll("\\p{Cntrl}", " "), json.getInstant("since"));
      }
    } catch (DecodeException | ClassCastException | DateTimeException unusable) {
      log.atDebug().log("body of a move is no JSON object of a move");
    }
    Answers.problem(
        call,
        400,
        ("expected no body or {\"reason\": \"...\", \"since\": \"...\"} with a reason of at most"
                + " %d characters and the 'since' of the state that was seen; both may be left out")
            .formatted(MOST_REASON_CHARS));
    return null;
  }

  private static Optional<RouteView> named(String name, List<RouteView> routes) {
    return routes.stream().filter(route -> route.name().equals(name)).findFirst();
  }

  private static void unknown(RoutingContext call, List<RouteView> routes) {
    String names = routes.stream().map(RouteView::name).collect(Collectors.joining(", "));
    Answers.problem(call, 404, "no route of that name; routes: " + names);
  }

  /** Asks off the event loop and goes on with the answer on it. */
  private <T> void answer(RoutingContext call, Callable<T> question, Consumer<T> then) {
    vertx.executeBlocking(question, false).onSuccess(then::accept).onFailure(call::fail);
  }
}
