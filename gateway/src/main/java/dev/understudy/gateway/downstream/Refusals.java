package dev.understudy.gateway.downstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
  private static final CharSequence UPSTREAM_HEADER =
      HttpHeaders.createOptimized("x-understudy-upstream");

  /** The header that says why the teacher answered what the student was to. */
  public static final CharSequence FALLBACK_HEADER =
      HttpHeaders.createOptimized("x-understudy-fallback");

  private Refusals() {}

  /** Sets the headers that the gateway adds to whatever it answers. */
  public static void name(HttpServerResponse response, UUID requestId, String upstream) {
    response.putHeader(REQUEST_ID_HEADER, requestId.toString());
    response.putHeader(UPSTREAM_HEADER, upstream);
  }

  /**
   * Answers with the failure's status and a body that says what happened. Headers already set stay.
   *
   * @param message what was expected and what happened, for the application's developer; no content
   */
  public static void answer(HttpServerResponse response, Failure failure, String message) {
    answer(response, failure.status(), body(message, failure.type(), null, failure.code()));
  }

  /**
   * Answers a request that is for the gateway itself and asks wrongly.
   *
   * @param status 4xx
   * @param code the word for what is wrong, {@code error.code} in the answer
   * @param message what was expected and what was found; no content
   * @param param the field that is wrong, or null where it is the whole
   */
  public static void wronglyAsked(
      HttpServerResponse response,
      int status,
      String code,
      String message,
      @Nullable String param) {
    answer(response, status, body(message, "invalid_request_error", param, code));
  }

  private static void answer(HttpServerResponse response, int status, Buffer body) {
    response.setStatusCode(status);
    response.putHeader("content-type", "application/json");
    response.end(body);
  }

  private static Buffer body(String message, String type, @Nullable String param, String code) {
    return new JsonObject()
        .put("type", "error")
        .put(
            "error",
            new JsonObject()
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code))
        .toBuffer();
  }
}
