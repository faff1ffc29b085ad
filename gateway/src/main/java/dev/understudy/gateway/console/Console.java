package dev.understudy.gateway.console;

import dev.understudy.gateway.access.Caller;
import dev.understudy.gateway.access.Doorkeeper;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.admin.RouteDesk;
import dev.understudy.gateway.console.Replies.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The console: its page under {@code /console}, its JSON and events under {@code /console/api}. */
public final class Console {
  private final ConsoleFiles files;
  private final Replies replies;
  private final Overview overview;
  private final Events events;

  /**
   * A console that shows nothing yet.
   *
   * @param instance the gateway's name
   * @param desk where routes are looked at and moved
   */
  public Console(Vertx vertx, String instance, RouteDesk desk) {
    this.files = new ConsoleFiles(vertx);
    this.replies = new Replies(vertx);
    this.overview = new Overview(instance, desk);
    this.events = new Events(vertx, () -> overview.json().encode(), caller -> true);
  }

  /** Adds the paths; a {@link Doorkeeper} has to stand before them. */
  public void mount(Router router) {
    router.route("/console/api/*").handler(Doorkeeper.needs(Role.VIEWER));
    router.get("/console/api/me").handler(this::me);
    router
        .get("/console/api/overview")
        .handler(call -> replies.answer(call, () -> Reply.ok(overview.json())));
    router.get("/console/api/events").handler(events::listen);
    files.mount(router);
  }

  private void me(RoutingContext call) {
    Caller caller = Caller.of(call);
    JsonObject me =
        new JsonObject()
            .put("name", caller.name())
            .put("role", caller.role().word())
            .put("csrf", "")
            .put("prompts", caller.role().covers(Role.JUDGE));
    replies.answer(call, () -> Reply.ok(me));
  }
}
