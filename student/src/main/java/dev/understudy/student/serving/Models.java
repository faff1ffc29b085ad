package dev.understudy.student.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.model.Model;
import dev.understudy.student.serving.batch.Desk;
import dev.understudy.student.serving.chat.Refusal;
import dev.understudy.student.serving.shelf.Shelf;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** Answers {@code GET /v1/models} and {@code GET /v1/models/{id}}. */
final class Models {
  private final Shelf shelf;

  Models(Shelf shelf) {
    this.shelf = shelf;
  }

  /** Answers with all models, by name. */
  void list(RoutingContext call) {
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
    ArrayNode data = list.putArray("data");
    shelf.identities().forEach(identity -> data.add(model(identity)));
    Answers.json(call, 200, list);
  }

  /** Answers with the one model named by the path. */
  void one(RoutingContext call) {
    String name = Objects.requireNonNull(call.pathParam("id"), "the path has an id");
    Desk desk = shelf.desk(name).orElseThrow(() -> Refusal.unknownModel(name));
    Answers.json(call, 200, model(desk.identity()));
  }

  private static ObjectNode model(Model.Identity identity) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", identity.name())
        .put("object", "model")
        .put("created", identity.createdSeconds())
        .put("owned_by", "understudy")
        .put("version", identity.version());
  }
}
