package dev.understudy.gateway.relay;

import dev.understudy.gateway.output.AnswerHold;
import dev.understudy.gateway.tap.BodyTap;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Carries an upstream's answer to the client piece by piece, a copy into a tap, no faster than the
 * client takes it. Each piece leaves when it arrives, except the last bytes: those that complete
 * the answer stay back until {@link #release()}, so that whoever received all of an answer can be
 * sure that it was recorded. What completes an answer is the last byte of an announced length, the
 * end of a body of unannounced length, and the {@code [DONE]} event of a stream, after which
 * clients stop reading.
 */
final class AnswerPump {
  private static final int TAIL_BYTES = 24;
  private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

  /** Hears what happens to the answer. */
  interface Listener {
    /** The first byte of the answer's body arrived. */
    void began();

    /** Bytes moved, so the answer is alive. */
    void moved();

    /** Some of the answer came that is held back to be judged, not all of it. */
    void withholding();

    /** All of the answer is here; its last bytes wait for {@link #release()}. */
    void complete();
  }

  private final HttpClientResponse from;
  private final HttpServerResponse to;
  private final BodyTap tap;
  private final Listener listener;
  private final long announcedBytes;
  private final boolean eventStream;
  private @Nullable AnswerHold hold;
  private @Nullable Buffer held;
  private boolean fromEnded;
  private boolean complete;
  private boolean cut;

  /**
   * A pump between those two.
   *
   * @param hold keeps the answer until it is {@link #letGo}, or null to carry it as it comes
   */
  AnswerPump(
      HttpClientResponse from,
      HttpServerResponse to,
      HttpMethod method,
      BodyTap tap,
      @Nullable AnswerHold hold,
      Listener listener) {
    this.from = from;
    this.hold = hold;
    this.to = to;
    this.tap = tap;
    this.listener = listener;
    boolean bodyless =
        method.equals(HttpMethod.HEAD) || from.statusCode() == 204 || from.statusCode() == 304;
    String length = from.headers().get(HttpHeaders.CONTENT_LENGTH);
    this.announcedBytes = bodyless ? 0 : length == null ? -1 : Long.parseLong(length.strip());
    String type = from.headers().get(HttpHeaders.CONTENT_TYPE);
    this.eventStream = type != null && type.startsWith("text/event-stream");
    if (announcedBytes < 0) {
      to.setChunked(true);
    }
  }

  /** Begins to carry; the client's head must be set already and is sent with the first bytes. */
  void start(Context context) {
    from.handler(this::carry);
    from.endHandler(end -> finish());
    if (announcedBytes != 0) {
      // After what arrived together with the head: a client may want the head of a slow answer.
      context.runOnContext(soon -> sendHeadAlone());
    }
  }

  /**
   * Begins to carry an answer of which something, or all, is here already; what still comes of it
   * is to be given to {@link #carry} and {@link #finish}.
   */
  void goOn(Buffer begun, boolean ended) {
    fromEnded = ended;
    if (begun.length() > 0) {
      carry(begun);
    }
    if (ended) {
      finish();
    }
  }

  /** Whether the answer is held back to be judged. */
  boolean isWithholding() {
    return hold != null && !cut;
  }

  /** Holds the answer back no longer; where it is all here, it waits for {@link #release()}. */
  void letGo() {
    if (hold == null) {
      return;
    }
    Buffer begun = hold.held();
    hold = null;
    if (begun.length() > 0) {
      held = begun;
      if (!complete && !(eventStream && endsWithDone(begun))) {
        releaseHeld();
      }
    }
  }

  /** Sends what was held back, and the end. */
  void release() {
    if (cut) {
      return;
    }
    cut = true;
    if (!from.trailers().isEmpty()) {
      to.trailers().addAll(from.trailers());
    }
    Buffer last = held;
    held = null;
    if (last == null) {
      to.end();
    } else {
      to.end(last);
    }
  }

  /** Whether bytes are held back although the answer has not ended. */
  boolean isHolding() {
    return held != null && !complete;
  }

  /** Sends what is held back, as the end lets itself be waited for. */
  void releaseHeld() {
    if (held != null) {
      write(held);
      held = null;
    }
  }

  /** Carries nothing further; what still comes is only copied. */
  void cut() {
    cut = true;
    held = null;
    if (!fromEnded) {
      from.resume();
    }
  }

  /** Carries the next piece. */
  void carry(Buffer piece) {
    if (tap.length() == 0) {
      listener.began();
    }
    listener.moved();
    tap.copy(piece);
    if (cut) {
      return;
    }
    if (hold != null) {
      hold.keep(piece);
      if (tap.length() == announcedBytes) {
        finish();
      } else {
        listener.withholding();
      }
      return;
    }
    releaseHeld(); // it was not the last one after all
    if (tap.length() == announcedBytes || (eventStream && endsWithDone(piece))) {
      held = piece;
      if (tap.length() == announcedBytes) {
        finish();
      }
      return;
    }
    write(piece);
  }

  private void write(Buffer piece) {
    to.write(piece);
    if (to.writeQueueFull() && !fromEnded) {
      from.pause();
      to.drainHandler(
          drained -> {
            listener.moved(); // the pause was the client's, not the upstream's
            from.resume();
          });
    }
  }

  /** Hears that the answer came to its end. */
  void finish() {
    if (!complete) {
      complete = true;
      listener.complete();
    }
  }

  private void sendHeadAlone() {
    boolean framed = announcedBytes >= 0 || to.isChunked(); // an HTTP/1.0 client's may not be
    if (!cut && !complete && hold == null && framed && !to.headWritten() && !to.closed()) {
      to.writeHead();
    }
  }

  private static boolean endsWithDone(Buffer piece) {
    for (int at = piece.length() - DONE.length, least = Math.max(0, piece.length() - TAIL_BYTES);
        at >= least;
        at--) {
      int matched = 0;
      while (matched < DONE.length && piece.getByte(at + matched) == DONE[matched]) {
        matched++;
      }
      if (matched == DONE.length) {
        return true;
      }
    }
    return false;
  }
}
