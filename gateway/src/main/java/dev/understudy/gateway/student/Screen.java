package dev.understudy.gateway.student;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.understudy.exchange.wire.SseDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a student's answer may be served, while the teacher can still be asked instead.
 * An answer in one piece is waited for whole and must be a JSON object that is no error; a stream
 * is let through once its first event with data is one. Used on one event loop.
 */
public final class Screen implements Screening {
  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_STREAM_BYTES = 256 << 10;
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
  private static final JsonFactory JSON = new JsonFactory();

  private final boolean streamAsked;
  private final Buffer held = Buffer.buffer();
  private boolean stream;
  private @Nullable SseDecoder decoder;
  private @Nullable Boolean firstEventIsGood;
  private int events;
  private boolean done;

  /**
   * A screen for one answer.
   *
   * @param streamAsked whether the client asked for a stream
   */
  public Screen(boolean streamAsked) {
    this.streamAsked = streamAsked;
  }

  /**
   * Whether a whole answer of status 200 is one that could have been served.
   *
   * @param answer the answer, or null where it was not kept and its head has to do
   */
  public static boolean passes(boolean streamAsked, MultiMap headers, @Nullable Buffer answer) {
    Screen screen = new Screen(streamAsked);
    if (screen.head(200, headers) == Look.REFUSE) {
      return false;
    }
    if (answer == null) {
      return true;
    }
    Look look = screen.piece(answer);
    return (look == Look.WAIT ? screen.end() : look) == Look.SERVE;
  }

  @Override
  public Look head(int status, MultiMap headers) {
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    stream = type != null && type.startsWith("text/event-stream");
    boolean json = type != null && type.startsWith("application/json");
    if (status != 200
        || !(stream || json)
        || stream != streamAsked
        || headers.contains(HttpHeaders.CONTENT_ENCODING)) { // none was asked for
      return Look.REFUSE;
    }
    if (stream) {
      decoder = new SseDecoder(this::event, MOST_STREAM_BYTES);
    }
    return Look.WAIT;
  }

  @Override
  public Look piece(Buffer piece) {
    held.appendBuffer(piece);
    if (decoder == null) {
      return held.length() > MOST_BYTES ? Look.REFUSE : Look.WAIT;
    }
    byte[] bytes = piece.getBytes();
    decoder.feed(bytes, 0, bytes.length);
    if (firstEventIsGood == null) {
      return held.length() > MOST_STREAM_BYTES ? Look.REFUSE : Look.WAIT;
    }
    return firstEventIsGood ? Look.SERVE : Look.REFUSE;
  }

  @Override
  public Look end() {
    return !stream && isGoodObject(held.getBytes(), 0, held.length()) ? Look.SERVE : Look.REFUSE;
  }

  @Override
  public Look late() {
    return Look.WAIT; // it is the student's own deadlines that count
  }

  @Override
  public @Nullable Duration patience() {
    return null;
  }

  @Override
  public void keep(Buffer piece) {
    held.appendBuffer(piece);
  }

  @Override
  public long mostBytes() {
    return MOST_BYTES;
  }

  @Override
  public Buffer held() {
    return held;
  }

  @Override
  public String reason() {
    return "";
  }

  /** Whether the answer, whose head was looked at, is a stream. */
  boolean isStream() {
    return stream;
  }

  /** Whether the last event that came of a stream is {@code [DONE]}. */
  boolean isDone() {
    return done;
  }

  /** How many events with data a stream had so far. */
  int events() {
    return events;
  }

  private void event(@Nullable String name, byte[] bytes, int from, int to) {
    events++;
    done = Arrays.equals(bytes, from, to, DONE, 0, DONE.length);
    if (firstEventIsGood == null) {
      firstEventIsGood = isGoodObject(bytes, from, to);
    }
  }

  /** Whether it is one whole JSON object with something in it, and no error. */
  private static boolean isGoodObject(byte[] bytes, int from, int to) {
    try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      boolean empty = true;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        empty = false;
        boolean error = parser.currentName().equals("error");
        if (parser.nextToken() != JsonToken.VALUE_NULL && error) {
          return false;
        }
        parser.skipChildren();
      }
      return !empty && parser.nextToken() == null;
    } catch (IOException garbage) {
      return false;
    }
  }
}
