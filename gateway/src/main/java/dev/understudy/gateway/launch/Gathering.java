package dev.understudy.gateway.launch;

import dev.understudy.gateway.relay.Lane;
import dev.understudy.gateway.relay.Taken;
import dev.understudy.gateway.upstream.Deadlines;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a request's body before it is known where the request goes, up to {@value #MOST_BYTES}
 * bytes and for no longer than the first byte of an answer may take. What is longer or later is
 * handed on as far as it came. A client that leaves meanwhile has asked nothing.
 */
final class Gathering extends Deadlines.Timed {
  private static final int MOST_BYTES = 16 << 20;

  private final Lane lane;
  private final HttpServerRequest request;
  private final long receivedNanos;
  private final Consumer<Taken> then;
  private @Nullable Buffer bytes;
  private boolean copied;
  private boolean over;

  private Gathering(
      Lane lane, HttpServerRequest request, long receivedNanos, Consumer<Taken> then) {
    this.lane = lane;
    this.request = request;
    this.receivedNanos = receivedNanos;
    this.then = then;
  }

  /** Whether the request can have a body that rules could read. */
  static boolean isWorthwhile(HttpServerRequest request) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    boolean tooLong =
        length != null
            && (length.length() > 9 || Long.parseLong(length.strip()) > (long) MOST_BYTES);
    return request.method().equals(HttpMethod.POST)
        && !tooLong
        && (length != null || request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
  }

  /**
   * Takes in the body of a request.
   *
   * @param then gets what was taken, on the event loop; not called where the client left
   */
  static void start(
      Lane lane, HttpServerRequest request, long receivedNanos, Consumer<Taken> then) {
    Gathering gathering = new Gathering(lane, request, receivedNanos, then);
    lane.deadlines().add(gathering);
    if (request.headers().contains(HttpHeaders.EXPECT)) {
      request.response().writeContinue();
    }
    request.response().exceptionHandler(gone -> gathering.close());
    request.handler(gathering::take);
    request.endHandler(end -> gathering.finish(true));
  }

  private void take(Buffer piece) {
    if (over) {
      return;
    }
    if (bytes == null) {
      bytes = piece; // most bodies come in one
    } else {
      if (!copied) {
        copied = true;
        bytes = Buffer.buffer(2 * bytes.length()).appendBuffer(bytes);
      }
      bytes.appendBuffer(piece);
    }
    if (bytes.length() > MOST_BYTES) {
      finish(false);
    }
  }

  private void finish(boolean whole) {
    if (over) {
      return;
    }
    close();
    if (!whole) {
      request.pause();
    }
    then.accept(new Taken(bytes == null ? Buffer.buffer() : bytes, whole));
  }

  private void close() {
    over = true;
    lane.deadlines().remove(this);
  }

  @Override
  protected void look(long now) {
    if (now - receivedNanos > lane.config().upstream().timeouts().firstByte().toNanos()) {
      finish(false);
    }
  }
}
