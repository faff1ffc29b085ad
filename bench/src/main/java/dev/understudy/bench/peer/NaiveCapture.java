package dev.understudy.bench.peer;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one would write in an afternoon: a copy of both bodies, and one JSON line per call at the
 * end of a file. It understands nothing, survives nothing and limits nothing.
 */
final class NaiveCapture implements ProxyInterceptor {
  private static final String REQUEST = "captured request";

  private final AsyncFile file;

  NaiveCapture(AsyncFile file) {
    this.file = file;
  }

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    Body body = context.request().getBody();
    Buffer copy = Buffer.buffer();
    context.set(REQUEST, copy);
    if (body != null) {
      context.request().setBody(copied(body, copy, null));
    }
    return context.sendRequest();
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    Body body = context.response().getBody();
    Buffer copy = Buffer.buffer();
    Runnable atEnd = () -> append(context, copy);
    if (body == null) {
      atEnd.run();
    } else {
      context.response().setBody(copied(body, copy, atEnd));
    }
    return context.sendResponse();
  }

  private static Body copied(Body body, Buffer copy, @Nullable Runnable atEnd) {
    CopyingStream stream = new CopyingStream(body.stream(), copy, atEnd);
    return body.length() < 0 ? Body.body(stream) : Body.body(stream, body.length());
  }

  private void append(ProxyContext context, Buffer response) {
    Buffer request = context.get(REQUEST, Buffer.class);
    JsonObject line =
        new JsonObject()
            .put("at", Instant.now().toString())
            .put("method", context.request().getMethod().name())
            .put("uri", context.request().getURI())
            .put("status", context.response().getStatusCode())
            .put("request", request == null ? "" : request.toString())
            .put("response", response.toString());
    file.write(line.toBuffer().appendByte((byte) '\n'))
        .onFailure(failure -> System.err.println("capture failed: " + failure));
  }
}
