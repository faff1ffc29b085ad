package dev.understudy.gateway.console;

import dev.understudy.exchange.Role;
import dev.understudy.gateway.admin.RouteJson;
import dev.understudy.gateway.admin.RouteView;
import dev.understudy.gateway.console.Replies.Reply;
import dev.understudy.gateway.figures.Figures;
import dev.understudy.gateway.figures.RouteFigures;
import dev.understudy.gateway.rollout.AuditLine;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that is known of one route. Any thread may ask; answers may wait a little. */
final class RouteDetails {
  private static final Map<String, Duration> WINDOWS =
      Map.of("1h", Duration.ofHours(1), "24h", Duration.ofHours(24));

  private final ConsoleParts parts;
  private final Counters counters;

  RouteDetails(ConsoleParts parts) {
    this.parts = parts;
    this.counters = new Counters(parts.registry());
  }

  /**
   * A route by its name.
   *
   * @param window how far back: {@code 1h} or {@code 24h}
   */
  Reply of(String name, String window) {
    Duration back = WINDOWS.get(window);
    if (back == null) {
      return Reply.problem(400, "expected window=1h or window=24h, got '" + window + "'");
    }
    List<RouteView> views = parts.desk().routes();
    Optional<RouteView> view = views.stream().filter(each -> each.name().equals(name)).findFirst();
    Optional<Route> route =
        parts.rules().get().routes().stream().filter(each -> each.name().equals(name)).findFirst();
    if (view.isEmpty() || route.isEmpty()) {
      return Reply.problem(
          404,
          "no route of that name; routes: "
              + views.stream().map(RouteView::name).collect(Collectors.joining(", ")));
    }
    return Reply.ok(json(view.get(), route.get(), back));
  }

  private JsonObject json(RouteView view, Route route, Duration back) {
    Figures figures = parts.figures();
    Launch.Dark dark = route.launch().dark();
    RouteFigures known = figures.of(view.name(), back, Instant.now());
    return RouteJson.route(view, known.compared(), known.echoed())
        .put("counted_since", figures.since().toString())
        .put("moves", moves(view.name()))
        .put("noise", FiguresJson.noise(known, dark == null ? null : dark.echo()))
        .put("evidence_over_time", FiguresJson.differing(known))
        .put("share_over_time", FiguresJson.shares(known))
        .put("lanes", new JsonArray(known.lanes().stream().map(FiguresJson::lane).toList()))
        .put("spreads", spreads(view.name(), view.teacher(), view.student()))
        .put("shadow", counters.rehearsals(view.name(), Role.SHADOW.word()))
        .put("echo", counters.rehearsals(view.name(), Role.ECHO.word()))
        .put("dealing", counters.dealing(view.name()))
        .put("cost", Savings.json(route, known.lanes()));
  }

  private JsonArray moves(String name) {
    JsonArray moves = new JsonArray();
    List<AuditLine> lines = parts.past().moves();
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).route().equals(name)) {
        moves.add(FiguresJson.move(lines.get(i)));
      }
    }
    return moves;
  }

  private JsonObject spreads(String name, String teacher, @Nullable String student) {
    JsonObject spreads =
        new JsonObject()
            .put("teacher", FiguresJson.spreads(parts.figures().spreads(name, teacher)));
    if (student != null) {
      spreads.put("student", FiguresJson.spreads(parts.figures().spreads(name, student)));
    }
    return spreads;
  }
}
