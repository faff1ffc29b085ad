package dev.understudy.gateway.relay;

import dev.understudy.exchange.Outcome;
import dev.understudy.gateway.downstream.Refusals;
import dev.understudy.gateway.output.AnswerHold;
import dev.understudy.gateway.tap.BodyTap;
import dev.understudy.gateway.tap.Facts;
import dev.understudy.gateway.tap.Recorder;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.sink.capture.Receipt;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request under way to one upstream, and how its exchange is recorded.
 *
 * @param lane the event loop it lives on
 * @param request the client's request
 * @param receivedNanos {@link System#nanoTime()} when the request's head arrived
 * @param taken what was taken in of its body already
 * @param facts what is known of the exchange before it begins
 * @param to the upstream
 * @param witness hears how it goes
 * @param fallback why this upstream is asked in place of a student, for the answer's header, or
 *     null
 * @param hold holds the answer back until it is known to be as it must be, or null
 */
public record Call(
    Lane lane,
    HttpServerRequest request,
    long receivedNanos,
    Taken taken,
    Facts facts,
    Destination to,
    Witness witness,
    @Nullable String fallback,
    @Nullable AnswerHold hold) {
  /** Keeps the client's body back until somebody carries it. */
  void holdBody() {
    if (!taken.whole()) {
      request.pause();
    }
  }

  /** Sets the headers that the gateway adds to its answer. */
  void nameAnswer() {
    Refusals.name(request.response(), facts.requestId(), to.origin().name());
    if (fallback != null) {
      request.response().putHeader(Refusals.FALLBACK_HEADER, fallback);
    }
  }

  /**
   * Records the exchange and counts it.
   *
   * @param upstream the upstream's answer, or null where none began
   * @param firstByteNanos {@link System#nanoTime()} of the answer's first byte, or 0 for none
   * @param endNanos the same of the exchange's end
   * @param recorded hears, once and on any thread, what became of the record
   */
  void settle(
      BodyTap requestTap,
      @Nullable HttpClientResponse upstream,
      @Nullable BodyTap responseTap,
      Outcome outcome,
      @Nullable String error,
      long firstByteNanos,
      long endNanos,
      Consumer<Receipt> recorded) {
    Duration firstByte =
        firstByteNanos == 0 ? null : Duration.ofNanos(firstByteNanos - receivedNanos);
    Duration duration = Duration.ofNanos(endNanos - receivedNanos);
    int status = upstream == null ? 0 : upstream.statusCode();
    witness.settled(
        lane.recorder()
            .record(
                facts,
                request,
                requestTap,
                status,
                upstream == null ? null : upstream.headers(),
                responseTap,
                new Recorder.Ending(outcome, error, firstByte, duration),
                recorded));
    long requestLength = requestTap.length();
    long responseLength = responseTap == null ? 0 : responseTap.length();
    facts
        .trace()
        .request()
        .during(
            () ->
                lane.meters()
                    .ended(outcome, status, firstByte, duration, requestLength, responseLength));
  }
}
