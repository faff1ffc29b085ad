package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;

/**
 * One answer on its way as server-sent events, at a pace. Confined to the event loop of its
 * response. It stops, and leaves no timer behind, when the client goes.
 */
final class StreamedAnswer {
  private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final Pace pace;
  private final Completion completion;
  private final boolean withUsage;
  private final List<? extends JsonNode> pieces;
  private int said;
  private long firstNanos;
  private long timer = -1;
  private boolean over;

  StreamedAnswer(
      Vertx vertx,
      HttpServerResponse response,
      Pace pace,
      Completion completion,
      boolean withUsage) {
    this.vertx = vertx;
    this.response = response;
    this.pace = pace;
    this.completion = completion;
    this.withUsage = withUsage;
    this.pieces = completion.pieces(withUsage);
  }

  /** Begins now; the first words come once the time already spent and the latency have passed. */
  void start(Duration remainingLatency) {
    response.closeHandler(gone -> stop());
    response.exceptionHandler(gone -> stop());
    if (response.closed()) {
      return;
    }
    if (remainingLatency.toMillis() > 0) {
      timer = vertx.setTimer(remainingLatency.toMillis(), due -> open());
    } else {
      open();
    }
  }

  private void open() {
    response.setStatusCode(200).setChunked(true);
    response.putHeader("content-type", "text/event-stream; charset=utf-8");
    response.putHeader("cache-control", "no-cache");
    say(completion.opening(withUsage));
    firstNanos = System.nanoTime();
    sayWhatIsDue();
    if (!over) {
      timer = vertx.setPeriodic(pace.tick().toMillis(), due -> sayWhatIsDue());
    }
  }

  private void sayWhatIsDue() {
    if (over || response.writeQueueFull()) {
      return; // a slow reader is waited for; what is due is said at a later look
    }
    long due = pace.dueAfter(Duration.ofNanos(System.nanoTime() - firstNanos));
    while (said < pieces.size() && said < due) {
      say(pieces.get(said++));
    }
    if (said == pieces.size()) {
      completion.closing(withUsage).forEach(this::say);
      stop();
      response.end(DONE);
    }
  }

  private void say(JsonNode chunk) {
    response.write(Buffer.buffer("data: " + chunk + "\n\n"));
  }

  private void stop() {
    over = true;
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }
}
