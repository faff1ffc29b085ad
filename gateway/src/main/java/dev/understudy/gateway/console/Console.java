package dev.understudy.gateway.console;

import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.Doorkeeper;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.admin.RouteDesk;
import dev.understudy.gateway.console.Replies.Reply;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

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
   * @param access who may do what
   */
  public Console(Vertx vertx, String instance, RouteDesk desk, Access access) {
    this.files = new ConsoleFiles(vertx);
    this.replies = new Replies(vertx);
    this.overview = new Overview(instance, desk);
    this.events = new Events(vertx, () -> overview.json().encode(), access::isKnownStill);
  }

  /** Adds the paths; a {@link Doorkeeper} has to stand before them. */
  public void mount(Router router) {
    router.route("/console/api/*").handler(Doorkeeper.needs(Role.VIEWER));
    router
        .get("/console/api/overview")
        .handler(call -> replies.answer(call, () -> Reply.ok(overview.json())));
    router.get("/console/api/events").handler(events::listen);
    files.mount(router);
  }
}
