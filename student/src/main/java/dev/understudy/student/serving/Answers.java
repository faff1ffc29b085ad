package dev.understudy.student.serving;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.student.serving.chat.Refusal;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** How the server answers in JSON. */
final class Answers {
  private Answers() {}

  /** Answers, unless that was done already or the client is gone. */
  static void json(RoutingContext call, int status, JsonNode body) {
    HttpServerResponse response = call.response();
    if (response.ended() || response.closed() || response.headWritten()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.toString());
  }

  /** Lets the connection end after the answer; one of HTTP/2, which others share, goes on. */
  static void lastOnItsConnection(RoutingContext call) {
    if (call.request().version() != HttpVersion.HTTP_2) {
      call.response().putHeader("connection", "close");
    }
  }

  /** Declines. SDKs of OpenAI heed milliseconds first; everybody knows seconds. */
  static void refusal(RoutingContext call, Refusal refusal) {
    Duration retryAfter = refusal.retryAfter();
    if (retryAfter != null && !call.response().headWritten()) {
      long millis = Math.max(1, retryAfter.toMillis());
      call.response()
          .putHeader("retry-after", Long.toString((millis + 999) / 1000))
          .putHeader("retry-after-ms", Long.toString(millis));
    }
    json(call, refusal.status(), refusal.toJson());
  }
}
