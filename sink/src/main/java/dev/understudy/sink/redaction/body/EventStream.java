package dev.understudy.sink.redaction.body;

import dev.understudy.sink.redaction.text.Draft;
import dev.understudy.sink.redaction.text.Text;
import java.util.Arrays;

/**
 * Reads the lines of an event stream (WHATWG HTML, section 9.2) and searches each event's data by
 * itself, then what the events bring in pieces. Lines of other fields and comments are searched as
 * text. All but what is found stays as it is written.
 */
final class EventStream {
  private static final String DONE = "[DONE]";

  private final Search search;
  private final Text text;
  private final Pointers pointers;
  private final StreamPieces pieces;

  /** Where the data of the event's lines are, one after another: from, to, from, to. */
  private int[] data = new int[8];

  private int dataSize;
  private boolean cutEvent;

  EventStream(Search search, Text text, Pointers pointers) {
    this.search = search;
    this.text = text;
    this.pointers = pointers;
    this.pieces = new StreamPieces(search);
  }

  /** Whether the text begins like an event stream: with a field's name or a comment. */
  static boolean looksLike(Text text) {
    int at = text.start();
    while (text.at(at) == 0xFEFF || text.at(at) == '\n' || text.at(at) == '\r') {
      at++;
    }
    return text.has("data:", at)
        || text.has("event:", at)
        || text.has("id:", at)
        || text.has("retry:", at)
        || text.at(at) == ':';
  }

  /** Searches all of it. */
  void run(boolean cut) {
    int at = text.start();
    if (text.at(at) == 0xFEFF) {
      at++;
    }
    while (at < text.end()) {
      int end = lineEnd(at);
      line(at, end);
      at = end + (text.at(end) == '\r' && text.at(end + 1) == '\n' ? 2 : 1);
    }
    event();
    pieces.finish(cut || cutEvent);
  }

  private int lineEnd(int from) {
    char[] chars = text.chars();
    int at = from;
    while (at < text.end() && chars[at] != '\n' && chars[at] != '\r') {
      at++;
    }
    return at;
  }

  private void line(int from, int to) {
    if (from == to) {
      event();
    } else if (text.has("data", from) && (from + 4 == to || text.at(from + 4) == ':')) {
      int value = Math.min(from + 5, to);
      value += value < to && text.at(value) == ' ' ? 1 : 0;
      if (dataSize == data.length) {
        data = Arrays.copyOf(data, dataSize * 2);
      }
      data[dataSize++] = value;
      data[dataSize++] = to;
    } else {
      search.text(text.slice(from, to));
    }
  }

  private void event() {
    if (dataSize == 0) {
      return;
    }
    Text event = dataSize == 2 ? text.slice(data[0], data[1]) : joined();
    dataSize = 0;
    if (event.length() == DONE.length() && event.has(DONE, event.start())) {
      return;
    }
    int marks = search.sheet().size();
    if (JsonWalk.looksLike(event)) {
      JsonWalk.End end = new JsonWalk(search, event, true, 0, pointers, pieces).run();
      if (end != JsonWalk.End.BROKEN) {
        cutEvent |= end == JsonWalk.End.CUT;
        pieces.event();
        return;
      }
      search.sheet().rewind(marks);
      pieces.forget();
    }
    search.text(event);
    pieces.plain(event);
  }

  private Text joined() {
    Draft joined = new Draft(text, data[dataSize - 1] - data[0]);
    for (int i = 0; i < dataSize; i += 2) {
      if (i > 0) {
        joined.add('\n', data[i - 1], data[i]);
      }
      joined.copy(data[i], data[i + 1]);
    }
    return joined.text("");
  }
}
