package dev.understudy.gateway.console;

import dev.understudy.gateway.admin.RouteJson;
import dev.understudy.gateway.admin.RouteView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** How all routes stand now, in few words each. Any thread may ask; answers may wait a little. */
final class Overview {
  private final ConsoleParts parts;

  Overview(ConsoleParts parts) {
    this.parts = parts;
  }

  /** The gateway's name, the rules, and each route in the order of the rules. */
  JsonObject json() {
    JsonArray routes = new JsonArray();
    for (RouteView route : parts.desk().routes()) {
      routes.add(RouteJson.route(route, Map.of(), Map.of()));
    }
    return new JsonObject()
        .put("instance", parts.instance())
        .put("rules", RouteJson.rules(parts.desk().rules()))
        .put("routes", routes);
  }
}
