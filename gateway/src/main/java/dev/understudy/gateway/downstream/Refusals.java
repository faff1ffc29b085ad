package dev.understudy.gateway.downstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * Answers of the gateway's own, in the shape that the OpenAI clients read ({@code
 * error.message/type/param/code}, OpenAI API reference, "Error codes") and that Anthropic's read
 * too ({@code type: error}).
 */
public final class Refusals {
  /** The header that names a request in records and logs. */
  public static final CharSequence REQUEST_ID_HEADER =
      HttpHeaders.createOptimized("x-understudy-request-id");

  /** The header that names the upstream asked. */
  public static final CharSequence UPSTREAM_HEADER =
      HttpHeaders.createOptimized("x-understudy-upstream");

  private Refusals() {}

  /**
   * Answers with the failure's status and a body that says what happened. Headers already set stay.
   *
   * @param message what was expected and what happened, for the application's developer; no content
   */
  public static void answer(HttpServerResponse response, Failure failure, String message) {
    response.setStatusCode(failure.status());
    response.putHeader("content-type", "application/json");
    response.end(body(failure, message));
  }

  private static Buffer body(Failure failure, String message) {
    return new JsonObject()
        .put("type", "error")
        .put(
            "error",
            new JsonObject()
                .put("message", message)
                .put("type", failure.type())
                .putNull("param")
                .put("code", failure.code()))
        .toBuffer();
  }
}
