package dev.understudy.gateway.admin;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** How the admin port answers. */
final class Answers {
  private Answers() {}

  static void json(RoutingContext call, int status, JsonObject answer) {
    call.response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(answer.encodePrettily() + "\n");
  }

  /** Says what was expected, what was found and what to do. */
  static void problem(RoutingContext call, int status, String message) {
    json(call, status, new JsonObject().put("error", message));
  }
}
