package dev.understudy.gateway.relay;

import dev.understudy.gateway.tap.BodyTap;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Carries a client's request body to the upstream piece by piece, a copy into a tap, no faster than
 * the upstream takes it. The head is sent together with the first piece, so that a small request is
 * one write.
 */
final class RequestPump {
  private final HttpServerRequest from;
  private final Taken taken;
  private final BodyTap tap;
  private final long limitBytes;
  private final Runnable tooLarge;
  private final Runnable whole;
  private final long announcedBytes;
  private @Nullable HttpClientRequest to;
  private boolean carried;
  private boolean ended;
  private boolean cut;

  /**
   * A pump at rest.
   *
   * @param taken what was taken in of the body already, carried first
   * @param whole called once when the whole body was carried
   * @param limitBytes the most bytes a body may have
   * @param tooLarge called once when a body has more; nothing is carried after that
   */
  RequestPump(
      HttpServerRequest from,
      Taken taken,
      BodyTap tap,
      long limitBytes,
      Runnable tooLarge,
      Runnable whole) {
    this.from = from;
    this.taken = taken;
    this.whole = whole;
    this.tap = tap;
    this.limitBytes = limitBytes;
    this.tooLarge = tooLarge;
    this.announcedBytes = contentLength(from);
  }

  /** The body's length as announced, or -1 where it was not. */
  static long contentLength(HttpServerRequest request) {
    String value = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    return value == null ? -1 : Long.parseLong(value.strip());
  }

  /** Begins to carry; the client's request must be paused and is resumed. */
  void start(HttpClientRequest upstream, Context context) {
    to = upstream;
    boolean chunked = announcedBytes < 0 && from.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    if (chunked) {
      upstream.setChunked(true);
    }
    upstream.drainHandler(
        drained -> {
          if (!cut && !from.isEnded()) {
            from.resume();
          }
        });
    if (!taken.whole()) {
      from.handler(this::carry);
      from.endHandler(end -> finish());
    }
    if (taken.bytes().length() > 0) {
      carry(taken.bytes());
    }
    if (taken.whole()) {
      finish();
    } else if (!cut && !ended) {
      resume();
    }
    if (!carried && (chunked || announcedBytes > 0)) {
      // After what arrived together with the head: an upstream may answer before the body comes.
      context.runOnContext(soon -> sendHeadAlone(upstream));
    }
  }

  /** Lets the body go by, as the upstream got it another way. */
  void pass() {
    tap.copy(taken.bytes());
    ended = true;
  }

  private void resume() {
    if (to != null && !to.writeQueueFull()) {
      from.resume();
    }
  }

  /**
   * Stops carrying; what still comes from the client is thrown away. Where nothing was carried yet,
   * what is at hand already is copied for the record.
   */
  void cut() {
    cut = true;
    if (to == null) {
      tap.copy(taken.bytes());
    }
    if (from.isEnded()) {
      return; // resuming it would throw
    }
    if (to == null) {
      from.handler(tap::copy);
    }
    from.resume();
  }

  /** Whether the announced length alone is more than the limit. */
  boolean isAnnouncedTooLarge() {
    return announcedBytes > limitBytes;
  }

  /** Whether the client's whole request was carried. */
  boolean isFinished() {
    return ended;
  }

  private void sendHeadAlone(HttpClientRequest upstream) {
    if (!carried && !cut && !ended) {
      carried = true;
      upstream.sendHead();
    }
  }

  private void carry(Buffer piece) {
    HttpClientRequest upstream = to;
    if (cut || ended || upstream == null) {
      return;
    }
    carried = true;
    tap.copy(piece);
    if (tap.length() > limitBytes) {
      cut = true;
      tooLarge.run();
      return;
    }
    if (tap.length() == announcedBytes) {
      ended = true;
      upstream.end(piece);
      whole.run();
      return;
    }
    if (announcedBytes < 0 && !upstream.isChunked()) {
      upstream.setChunked(upstream.version() != HttpVersion.HTTP_2);
    }
    upstream.write(piece);
    if (upstream.writeQueueFull()) {
      from.pause();
    }
  }

  private void finish() {
    HttpClientRequest upstream = to;
    if (!cut && !ended && upstream != null) {
      ended = true;
      upstream.end();
      whole.run();
    }
  }
}
