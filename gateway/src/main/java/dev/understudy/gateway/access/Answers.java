package dev.understudy.gateway.access;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** How the admin port answers; to be called on the event loop of the call. */
public final class Answers {
  private Answers() {}

  /** Answers with JSON that no cache may keep. */
  public static void json(RoutingContext call, int status, JsonObject answer) {
    call.response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(answer.encodePrettily() + "\n");
  }

  /** Says what was expected, what was found and what to do. */
  public static void problem(RoutingContext call, int status, String message) {
    json(call, status, new JsonObject().put("error", message));
  }
}
