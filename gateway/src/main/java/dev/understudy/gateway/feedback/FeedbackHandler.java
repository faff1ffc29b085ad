package dev.understudy.gateway.feedback;

import dev.understudy.exchange.Feedback;
import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.downstream.Refusals;
import dev.understudy.sink.capture.Receipt;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;

/**
 * {@code POST /-/feedback}: takes what an application says of an answer, and answers 202 once the
 * record is as safe as the capture is set to make it. Stateless; one serves all event loops.
 */
public final class FeedbackHandler implements Handler<HttpServerRequest> {
  /** The path on the traffic port, to be matched exactly. */
  public static final String PATH = "/-/feedback";

  private static final int MOST_BYTES = 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final long HTTP2_CANCEL = 0x8; // RFC 9113, section 7

  private final FeedbackIntake intake;

  /** A handler that gives what it reads to that intake. */
  public FeedbackHandler(FeedbackIntake intake) {
    this.intake = intake;
  }

  /** Answers the request; its body must not have been read, nor the request be paused. */
  @Override
  public void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (!request.method().equals(HttpMethod.POST)) {
      response.putHeader("allow", "POST");
      Refusals.wronglyAsked(
          response, 405, "method_not_allowed", "Feedback is given with POST.", null);
      return;
    }
    new BoundedBody(MOST_BYTES)
        .read(request)
        .onSuccess(body -> take(request, body.getBytes()))
        .onFailure(
            tooLong -> {
              Refusals.answer(
                  response,
                  Failure.BODY_TOO_LARGE,
                  "Feedback must be at most %d bytes long.".formatted(MOST_BYTES));
              endLater(request);
            });
  }

  /** A client that goes on sending is cut; at once, it might lose the answer (RFC 9112, 9.6). */
  private static void endLater(HttpServerRequest request) {
    context()
        .owner()
        .setTimer(
            LINGER.toMillis(),
            now -> {
              if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
                request.connection().close();
              } else if (!request.isEnded()) {
                request.response().reset(HTTP2_CANCEL);
              }
            });
  }

  private void take(HttpServerRequest request, byte[] body) {
    HttpServerResponse response = request.response();
    Feedback feedback;
    try {
      feedback = FeedbackBody.read(body, intake.now(), intake.instance());
    } catch (UnusableFeedback unusable) {
      Refusals.wronglyAsked(
          response, 400, "invalid_feedback", unusable.explanation(), unusable.field());
      return;
    }
    Context context = context();
    long timer =
        context.owner().setTimer(PATIENCE.toMillis(), late -> unsafe(response, "it took too long"));
    intake.give(
        feedback,
        receipt ->
            context.runOnContext(
                now -> {
                  context.owner().cancelTimer(timer);
                  answer(response, feedback, receipt);
                }));
  }

  private static Context context() {
    return Objects.requireNonNull(Vertx.currentContext(), "requests are served on event loops");
  }

  private static void answer(HttpServerResponse response, Feedback feedback, Receipt receipt) {
    if (receipt instanceof Receipt.Dropped dropped) {
      unsafe(response, dropped.reason().word());
    } else if (isOpen(response)) {
      response
          .setStatusCode(202)
          .putHeader("content-type", "application/json")
          .end(new JsonObject().put("request_id", feedback.requestId().toString()).toBuffer());
    }
  }

  private static void unsafe(HttpServerResponse response, String why) {
    if (isOpen(response)) {
      Refusals.answer(
          response,
          Failure.CAPTURE_UNAVAILABLE,
          "The feedback could not be recorded (" + why + "); send it again later.");
    }
  }

  private static boolean isOpen(HttpServerResponse response) {
    return !response.ended() && !response.closed();
  }
}
