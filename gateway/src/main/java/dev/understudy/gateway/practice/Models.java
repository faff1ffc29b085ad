package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.SortedSet;

/** Answers {@code GET /v1/models} and {@code GET /v1/models/{id}}. */
final class Models {
  private final SortedSet<String> names;
  private final long created;

  /**
   * The models of these names.
   *
   * @param created seconds since 1970 that each is said to be from
   */
  Models(SortedSet<String> names, long created) {
    this.names = names;
    this.created = created;
  }

  /** Answers with all models. */
  void list(RoutingContext context) {
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
    ArrayNode data = list.putArray("data");
    names.forEach(name -> data.add(model(name)));
    context.response().putHeader("content-type", "application/json").end(list.toString());
  }

  /** Answers with the one model named by the path. */
  void one(RoutingContext context) {
    String name = Objects.requireNonNull(context.pathParam("id"), "the path has an id");
    if (!names.contains(name)) {
      throw Refusal.unknownModel(name);
    }
    context.response().putHeader("content-type", "application/json").end(model(name).toString());
  }

  private ObjectNode model(String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", name)
        .put("object", "model")
        .put("created", created)
        .put("owned_by", "practice");
  }
}
