package dev.understudy.exchange.wire;

import dev.understudy.exchange.Answer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer, which is one JSON object or a stream of events that each hold one. The
 * bytes tell which it is, because servers send errors as JSON under the stream's media type.
 *
 * <p>An event that is not JSON is passed over. A last event without its blank line counts if it is
 * whole: the standard drops it, but the client got those bytes and some servers end that way.
 */
final class AnswerBody {
  private static final Answer NOTHING = new Answer(null, null, null, null, null, null, null, null);

  /** After so many events that are no JSON we stop looking: finding each out costs much. */
  private static final int MAX_BROKEN_EVENTS = 100;

  private AnswerBody() {}

  /** What the bytes say in that API, or null where they say nothing in it. */
  static @Nullable Answer read(Api api, byte[] bytes) {
    AnswerReader reader = api.answerReader();
    int start = contentStart(bytes);
    if (isJson(bytes, start)) {
      try (Json json = new Json(bytes, start, bytes.length)) {
        json.enterObject();
        reader.readWhole(json);
      } catch (IOException cutOrBroken) {
        // What was read before the broken place counts.
      }
    } else {
      decodeEvents(bytes, new EventsOf(reader));
    }
    Answer answer = reader.answer();
    return answer.equals(NOTHING) ? null : answer;
  }

  /** The API that the answer, or its first event, has the shape of; null where none. */
  static @Nullable Api shape(byte[] bytes) {
    int start = contentStart(bytes);
    if (isJson(bytes, start)) {
      return shape(bytes, start, bytes.length);
    }
    FirstShape first = new FirstShape();
    decodeEvents(bytes, first);
    return first.api;
  }

  private static final class FirstShape implements SseDecoder.Events {
    private @Nullable Api api;
    private boolean seen;

    @Override
    public void event(@Nullable String name, byte[] bytes, int from, int to) {
      if (!seen && isJson(bytes, from)) {
        seen = true;
        api = shape(bytes, from, to);
      }
    }
  }

  private static @Nullable Api shape(byte[] bytes, int from, int to) {
    try (Json json = new Json(bytes, from, to)) {
      return json.enterObject() ? Api.shapedLike(json) : null;
    } catch (IOException cutOrBroken) {
      return null;
    }
  }

  private static void decodeEvents(byte[] bytes, SseDecoder.Events events) {
    if (!looksLikeEvents(bytes)) {
      return;
    }
    SseDecoder decoder = new SseDecoder(events, WireReader.MAX_DECODED_BYTES);
    decoder.feed(bytes, 0, bytes.length);
    decoder.finish(
        (name, data, from, to) -> {
          if (Json.isWholeObject(data, from, to)) {
            events.event(name, data, from, to);
          }
        });
  }

  /** Hands the events that hold a JSON object to the API's reader. */
  private static final class EventsOf implements SseDecoder.Events {
    private final AnswerReader reader;
    private int broken;

    EventsOf(AnswerReader reader) {
      this.reader = reader;
    }

    @Override
    public void event(@Nullable String name, byte[] data, int from, int to) {
      if (broken == MAX_BROKEN_EVENTS || !isJson(data, from)) {
        return;
      }
      try (Json json = new Json(data, from, to)) {
        json.enterObject();
        reader.readEvent(name, json);
      } catch (IOException notJson) {
        broken++;
      }
    }
  }

  /** Where the content begins: after a byte order mark and white space. */
  static int contentStart(byte[] bytes) {
    int at = 0;
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      at = 3;
    }
    while (at < bytes.length
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  private static boolean isJson(byte[] bytes, int at) {
    return at < bytes.length && bytes[at] == '{';
  }

  /** A stream begins with a field's name or a comment's colon; pictures and sounds do not. */
  private static boolean looksLikeEvents(byte[] bytes) {
    int at = contentStart(bytes);
    return at < bytes.length && (bytes[at] == ':' || (bytes[at] >= 'a' && bytes[at] <= 'z'));
  }
}
