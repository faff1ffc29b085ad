package dev.understudy.gateway.relay;

import dev.understudy.gateway.config.Timeouts;
import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.upstream.Deadlines;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.gateway.upstream.UpstreamClient;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that the gateway makes by itself, with a body it has whole: a student's turn, a shadow or
 * an echo. It is heard of once as answered, then piece by piece, and once as ended or failed,
 * unless it is cancelled or handed over. Lives on one event loop.
 */
public final class Asking extends Deadlines.Timed {
  private static final long HTTP2_CANCEL = 8; // RFC 9113, section 7

  /** Hears how it goes, on the event loop. */
  public interface Listener {
    /** The answer's head arrived. */
    void answered(HttpClientResponse head);

    /** The next piece of the answer's body arrived. */
    void piece(Buffer piece);

    /** The answer ended as it should. */
    void ended();

    /** There will be no answer, or no more of it. */
    void failed(Failure why);
  }

  private final Deadlines deadlines;
  private final Timeouts timeouts;
  private final Buffer body;
  private final MultiMap headers;
  private Listener listener;
  private final long startedNanos = System.nanoTime();
  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private long sentNanos;
  private long movedNanos;
  private long firstByteNanos;
  private boolean ended;
  private boolean handedOver;
  private boolean over;

  private Asking(
      Deadlines deadlines, Timeouts timeouts, MultiMap headers, Buffer body, Listener listener) {
    this.deadlines = deadlines;
    this.timeouts = timeouts;
    this.headers = headers;
    this.body = body;
    this.listener = listener;
  }

  /**
   * Asks.
   *
   * @param client whose connections are used
   * @param target path and perhaps query, as the upstream is to see them
   * @param headers all header fields but those of the message's framing
   */
  public static Asking start(
      Lane lane,
      UpstreamClient client,
      Destination to,
      HttpMethod method,
      String target,
      MultiMap headers,
      Buffer body,
      Listener listener) {
    Asking asking = new Asking(lane.deadlines(), to.timeouts(), headers, body, listener);
    asking.movedNanos = asking.startedNanos;
    lane.deadlines().add(asking);
    client.open(to.origin(), method, target, to.timeouts().connect()).onComplete(asking::connected);
    return asking;
  }

  private void connected(AsyncResult<HttpClientRequest> connection) {
    if (over) { // cancelled, or late, meanwhile
      if (connection.succeeded()) {
        connection.result().reset(HTTP2_CANCEL);
      }
      return;
    }
    if (connection.failed()) {
      fail(UpstreamClient.whyNotConnected(connection.cause()));
      return;
    }
    HttpClientRequest upstream = connection.result();
    request = upstream;
    upstream.headers().setAll(headers);
    upstream.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    upstream.exceptionHandler(broken -> fail(Failure.UPSTREAM_BROKEN));
    upstream.response().onComplete(this::answered);
    sentNanos = System.nanoTime();
    upstream.end(body);
  }

  private void answered(AsyncResult<HttpClientResponse> answer) {
    if (over) {
      return;
    }
    if (answer.failed()) {
      fail(Failure.UPSTREAM_BROKEN);
      return;
    }
    HttpClientResponse head = answer.result();
    response = head;
    movedNanos = System.nanoTime();
    head.exceptionHandler(broken -> fail(Failure.UPSTREAM_BROKEN));
    head.handler(this::carry);
    head.endHandler(end -> finish());
    listener.answered(head);
  }

  private void carry(Buffer piece) {
    if (over) {
      return;
    }
    movedNanos = System.nanoTime();
    if (firstByteNanos == 0) {
      firstByteNanos = movedNanos;
    }
    listener.piece(piece);
  }

  private void finish() {
    if (over) {
      return;
    }
    ended = true;
    close();
    listener.ended();
  }

  private void fail(Failure why) {
    if (over) {
      return;
    }
    if (handedOver) {
      over = true; // it is the heir's to cancel
    } else {
      cancel();
    }
    listener.failed(why);
  }

  /** Ends it; the listener hears nothing more. */
  public void cancel() {
    close();
    if (request != null && !ended) {
      request.reset(HTTP2_CANCEL);
    }
  }

  /**
   * Gives what still comes of the answer to somebody else, who keeps the deadlines too.
   *
   * @return the answer's head
   */
  HttpClientResponse handOver(Listener heir) {
    listener = heir;
    handedOver = true;
    deadlines.remove(this);
    return Objects.requireNonNull(response, "handed over before it was answered");
  }

  private void close() {
    over = true;
    deadlines.remove(this);
  }

  @Override
  protected void look(long now) {
    if (request == null) {
      return; // the connection has its own deadline
    }
    Duration total = timeouts.total();
    if (response == null && now - startedNanos > timeouts.firstByte().toNanos()) {
      fail(Failure.FIRST_BYTE_TIMEOUT);
    } else if (response != null && now - movedNanos > timeouts.idle().toNanos()) {
      fail(Failure.IDLE_TIMEOUT);
    } else if (total != null && now - startedNanos > total.toNanos()) {
      fail(Failure.TOTAL_TIMEOUT);
    }
  }

  /** Whether the answer came to its end. */
  public boolean isEnded() {
    return ended;
  }

  /** {@link System#nanoTime()} when it began. */
  public long startedNanos() {
    return startedNanos;
  }

  /** {@link System#nanoTime()} of the answer's first byte, or 0 before that. */
  public long firstByteNanos() {
    return firstByteNanos;
  }

  /** {@link System#nanoTime()} when the request was sent, or 0 before that. */
  long sentNanos() {
    return sentNanos;
  }

  HttpClientRequest request() {
    return Objects.requireNonNull(request, "not connected yet");
  }
}
