package dev.understudy.gateway.feedback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads a request's body whole, if it is short enough. What comes behind the limit is thrown away.
 *
 * @param mostBytes the most bytes it may have
 */
record BoundedBody(int mostBytes) {
  /** The body, or a failure where it is too long or does not come whole. */
  Future<Buffer> read(HttpServerRequest request) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    request.handler(
        piece -> {
          if (body.length() + piece.length() <= mostBytes) {
            body.appendBuffer(piece);
          } else {
            whole.tryFail("body is longer than " + mostBytes + " bytes");
          }
        });
    request.endHandler(end -> whole.tryComplete(body));
    request.exceptionHandler(whole::tryFail);
    return whole.future();
  }
}
