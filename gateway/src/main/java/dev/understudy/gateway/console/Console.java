package dev.understudy.gateway.console;

import dev.understudy.gateway.access.Caller;
import dev.understudy.gateway.access.Doorkeeper;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.console.Replies.Reply;
import dev.understudy.gateway.figures.Figures;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console: its page under {@code /console}, its JSON and events under {@code /console/api}. It
 * also sees to it that figures over time are kept, whether somebody looks or not.
 */
public final class Console {
  private static final Logger log = LoggerFactory.getLogger(Console.class);
  private static final String API = "/console/api/";

  private final Vertx vertx;
  private final ConsoleParts parts;
  private final ConsoleFiles files;
  private final Replies replies;
  private final Overview overview;
  private final RouteDetails details;
  private final RulesApi rules;
  private final Events events;

  /** A console that shows nothing yet. */
  public Console(Vertx vertx, ConsoleParts parts) {
    this.vertx = vertx;
    this.parts = parts;
    this.files = new ConsoleFiles(vertx);
    this.replies = new Replies(vertx);
    this.overview = new Overview(parts);
    this.details = new RouteDetails(parts);
    this.rules = new RulesApi(vertx, parts.access(), parts.rulesDesk(), parts.desk(), replies);
    this.events =
        new Events(
            vertx,
            () -> overview.json().encode(),
            Events.EVERY_MILLIS,
            parts.access()::isKnownStill,
            call -> Caller.of(call).person());
  }

  /** Adds the paths; a {@link Doorkeeper} has to stand before them. */
  public void mount(Router router) {
    router.route(API + "*").handler(Doorkeeper.needs(Role.VIEWER));
    router
        .get(API + "overview")
        .handler(call -> replies.answer(call, () -> Reply.ok(overview.json())));
    router.get(API + "routes/:route").handler(this::route);
    router.get(API + "events").handler(events::listen);
    rules.mount(router);
    files.mount(router);
    vertx.setPeriodic(Figures.EVERY.toMillis(), any -> turn());
  }

  private void route(RoutingContext call) {
    String name = Objects.requireNonNull(call.pathParam("route"), "route");
    String window = Objects.requireNonNullElse(call.queryParams().get("window"), "1h");
    replies.answer(call, () -> details.of(name, window));
  }

  private void turn() {
    vertx
        .executeBlocking(
            () -> {
              parts.figures().turn(Instant.now(), parts.desk().routes(), parts.past());
              return true;
            },
            false)
        .onFailure(ours -> log.atError().setCause(ours).log("figures of ten seconds were lost"));
  }
}
