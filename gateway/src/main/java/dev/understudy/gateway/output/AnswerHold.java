package dev.understudy.gateway.output;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.exchange.wire.coding.ContentCoding;
import dev.understudy.rules.Hybrid.Hold;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds one answer back until it is known to be as it must be. An answer in one piece is held
 * whole, up to {@value #MOST_BYTES} bytes; a stream within the usual bounds of a hybrid, where it
 * is judged by its beginning. What cannot be judged is let go. Used on one event loop.
 */
public final class AnswerHold {
  private static final int MOST_BYTES = 16 << 20;

  private final AnswerCheck check;
  private final String path;
  private final Consumer<String> refused;
  private final Buffer held = Buffer.buffer();
  private @Nullable String coding;
  private boolean stream;
  private long sinceNanos;

  /**
   * For one answer.
   *
   * @param path the request's path, which names the API
   * @param refused hears what the answer failed, in the word of the rules, where it is refused
   */
  public AnswerHold(AnswerCheck check, String path, Consumer<String> refused) {
    this.check = check;
    this.path = path;
    this.refused = refused;
  }

  /** Whether an answer with that head is to be held at all. */
  public boolean begins(int status, MultiMap headers) {
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    stream = type != null && type.startsWith("text/event-stream");
    coding = headers.get(HttpHeaders.CONTENT_ENCODING);
    return status == 200 && (stream || (type != null && type.startsWith("application/json")));
  }

  /** Keeps the next piece. */
  public void keep(Buffer piece) {
    if (held.length() == 0) {
      sinceNanos = System.nanoTime();
    }
    held.appendBuffer(piece);
  }

  /** What was kept. */
  public Buffer held() {
    return held;
  }

  /**
   * Whether no more is to be held. Time counts from the first piece on.
   *
   * @param nowNanos {@link System#nanoTime()}
   */
  public boolean isOver(long nowNanos) {
    boolean late = held.length() > 0 && nowNanos - sinceNanos > Hold.USUAL.time().toNanos();
    return stream ? held.length() > Hold.USUAL.bytes() || late : held.length() > MOST_BYTES;
  }

  /**
   * Whether the answer must not be given to the client; if so, that is told.
   *
   * @param whole whether it is all there
   */
  public boolean refuses(boolean whole) {
    byte[] bytes = held.getBytes();
    byte[] decoded =
        coding == null ? bytes : ContentCoding.decode(bytes, coding, WireReader.MAX_DECODED_BYTES);
    Answer answer = decoded == null ? null : WireReader.answer(path, decoded);
    if (answer == null) {
      return false;
    }
    String failed = whole ? check.failure(answer) : check.failureSoFar(answer);
    if (failed != null) {
      refused.accept(failed);
    }
    return failed != null;
  }
}
