package dev.understudy.gateway.judging;

import dev.understudy.gateway.access.Answers;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/**
 * Finds answers off the event loop and gives them on it.
 *
 * @param vertx whose workers find them
 */
record Aside(Vertx vertx) {
  void answer(RoutingContext call, Callable<JsonObject> question) {
    vertx
        .executeBlocking(question, false)
        .onSuccess(json -> Answers.json(call, 200, json))
        .onFailure(failure -> failed(call, failure));
  }

  static void failed(RoutingContext call, Throwable failure) {
    if (failure instanceof Refused refused) {
      Answers.problem(call, refused.status(), refused.explanation());
    } else if (failure instanceof Query.Unreadable unreadable) {
      Answers.problem(call, 400, unreadable.explanation());
    } else {
      call.fail(failure);
    }
  }
}
