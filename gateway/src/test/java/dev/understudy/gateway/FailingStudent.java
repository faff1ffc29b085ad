package dev.understudy.gateway;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Random;

/**
 * A student that fails at a random place in some of its answers: by the status, by garbage, by a
 * cut at any byte, by ending too early, by silence, and by not being sure. What it does with a
 * request hangs on the seed and the request's text alone.
 */
final class FailingStudent implements Handler<HttpServerRequest> {
  private final long seed;

  FailingStudent(long seed) {
    this.seed = seed;
  }

  /** The body of its answer to that text where it does not fail. */
  static String answer(String asked, boolean streamed) {
    String text = "student " + asked + " and some words more, so that there is something to cut";
    return streamed ? Rehearsed.stream(text, asked.hashCode() & 7) : Rehearsed.json(text);
  }

  @Override
  public void handle(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body.toJsonObject()));
  }

  private void answer(HttpServerRequest request, JsonObject body) {
    String asked = body.getJsonArray("messages").getJsonObject(0).getString("content");
    boolean streamed = body.getBoolean("stream", false);
    Random random = new Random(seed + asked.hashCode());
    Buffer whole = Buffer.buffer(answer(asked, streamed));
    HttpServerResponse response = request.response();
    response.putHeader("content-type", streamed ? "text/event-stream" : "application/json");
    response.setChunked(true);
    if (random.nextInt(5) > 0) {
      boolean sure = random.nextInt(4) > 0;
      response.putHeader("x-understudy-confidence", sure ? "0.900000" : "0.100000");
    }
    int cut = random.nextInt(whole.length());
    switch (random.nextInt(32)) {
      case 0 -> response.setStatusCode(500 + random.nextInt(4)).end("{}");
      case 1 -> response.end(whole.slice(cut, whole.length())); // garbage
      case 2 -> response.end(whole.slice(0, cut)); // ends too early, as if it were well
      case 3, 4 ->
          response.write(whole.slice(0, cut)).onComplete(sent -> request.connection().close());
      case 5 -> response.write(whole.slice(0, cut)); // and hangs
      case 6 -> later(random.nextInt(250), () -> response.end(whole));
      default -> {
        response.write(whole.slice(0, cut));
        response.end(whole.slice(cut, whole.length()));
      }
    }
  }

  private static void later(int millis, Runnable action) {
    Objects.requireNonNull(Vertx.currentContext())
        .owner()
        .setTimer(1 + millis, fired -> action.run());
  }
}
