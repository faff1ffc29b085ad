package dev.understudy.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/**
 * Answers calls with JSON that is found out, written and compressed off the event loop. No cache
 * may keep it.
 */
final class Replies {
  /** What is shorter is not worth the work. */
  private static final int PACKED_FROM_BYTES = 2048;

  private final Vertx vertx;

  Replies(Vertx vertx) {
    this.vertx = vertx;
  }

  /** What to answer, with which status. */
  record Reply(int status, JsonObject json) {
    static Reply ok(JsonObject json) {
      return new Reply(200, json);
    }

    static Reply problem(int status, String message) {
      return new Reply(status, new JsonObject().put("error", message));
    }
  }

  /** Bytes to send. */
  private record Written(int status, Buffer bytes, boolean packed) {}

  /** Answers with what the question brings; it may wait. */
  void answer(RoutingContext call, Callable<Reply> question) {
    boolean mayPack = Packing.isTaken(call.request());
    vertx
        .executeBlocking(() -> written(question.call(), mayPack), false)
        .onSuccess(written -> send(call.response(), written))
        .onFailure(call::fail);
  }

  /** The same, found out by a worker of its own; the future tells when. */
  Future<?> answer(RoutingContext call, WorkerExecutor worker, Callable<Reply> question) {
    boolean mayPack = Packing.isTaken(call.request());
    return worker
        .executeBlocking(() -> written(question.call(), mayPack), false)
        .onSuccess(written -> send(call.response(), written))
        .onFailure(call::fail);
  }

  private static Written written(Reply reply, boolean mayPack) {
    byte[] bytes = reply.json().toBuffer().getBytes();
    boolean packed = mayPack && bytes.length >= PACKED_FROM_BYTES;
    return new Written(
        reply.status(), Buffer.buffer(packed ? Packing.packed(bytes) : bytes), packed);
  }

  private static void send(HttpServerResponse response, Written written) {
    if (response.closed() || response.ended()) {
      return;
    }
    response
        .setStatusCode(written.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (written.packed()) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    response.end(written.bytes());
  }
}
