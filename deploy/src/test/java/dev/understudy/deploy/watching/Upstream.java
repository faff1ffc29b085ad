package dev.understudy.deploy.watching;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model that answers every chat completion alike, and remembers the headers it was sent. */
final class Upstream {
  private final HttpServer server;
  private final List<MultiMap> headers = new CopyOnWriteArrayList<>();

  /**
   * One starts on a free port; it ends with that Vert.x.
   *
   * @param model the model's name, as its answers tell it
   * @param says its answer, as JSON text may hold it
   * @param status the status of its answers
   */
  Upstream(Vertx vertx, String model, String says, int status) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> request.body().onSuccess(b -> answer(request, model, says, status)));
    server.listen(0, "127.0.0.1").await();
  }

  private void answer(HttpServerRequest request, String model, String says, int status) {
    headers.add(HttpHeaders.headers().addAll(request.headers()));
    boolean moderation = request.uri().endsWith("/moderations");
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(moderation ? "{\"results\":[{\"flagged\":false}]}" : completion(model, says));
  }

  private static String completion(String model, String says) {
    return """
        {"id":"a1","object":"chat.completion","model":"%s","choices":[{"index":0,
         "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":12,"completion_tokens":3}}
        """
        .formatted(model, says);
  }

  /** Its base URL. */
  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
  }

  /** The headers of every request, in order. */
  List<MultiMap> headers() {
    return List.copyOf(headers);
  }
}
