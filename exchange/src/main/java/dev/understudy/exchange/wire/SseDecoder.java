package dev.understudy.exchange.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes server-sent events by the rules of the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">WHATWG
 * standard</a>: lines end in CR, LF or CRLF, a leading byte order mark and comments are left out,
 * the data lines of one event are joined by LF, an event without data is none. {@code id} and
 * {@code retry} only matter to a client that reconnects, so they are read over.
 *
 * <p>The bytes may come in any pieces: the events are the same wherever the stream is cut. Memory
 * is bounded by the largest event allowed; a larger one is left out and counted. Not thread-safe.
 */
public final class SseDecoder {
  /** Takes the events as they are complete. */
  @FunctionalInterface
  public interface Events {
    /**
     * One event.
     *
     * @param name the event's name as the stream gives it, or null where it gives none
     * @param bytes an array with the event's data, lent for this call only
     * @param from where the data begins
     * @param to the place after the data
     */
    void event(@Nullable String name, byte[] bytes, int from, int to);
  }

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
  private static final byte[] NOTHING = {};

  /**
   * More than a field's name takes: a line kept up to here beyond the limit is seen to be over it.
   */
  private static final int FIELD_ROOM = 16;

  private final Events events;
  private final int maxEventBytes;

  /** How many bytes of the byte order mark were seen; -1 once the stream's start is past. */
  private int markSeen = 0;

  private boolean afterCarriageReturn = false;

  /** The beginning of a line whose end has not come yet. */
  private byte[] line = NOTHING;

  private int lineSize = 0;

  /** The data so far: a slice of what is being fed, or our own {@link #joined} buffer. */
  private byte[] data = NOTHING;

  private int dataFrom = 0;
  private int dataTo = 0;
  private boolean hasData = false;
  private byte[] joined = NOTHING;

  private @Nullable String name;
  private boolean tooLarge = false;
  private long leftOut = 0;

  /**
   * A decoder at a stream's start.
   *
   * @param maxEventBytes the most bytes of one event's data, and of its name
   */
  public SseDecoder(Events events, int maxEventBytes) {
    this.events = Objects.requireNonNull(events, "events");
    if (maxEventBytes < 1) {
      throw new IllegalArgumentException("maxEventBytes must be positive, got " + maxEventBytes);
    }
    this.maxEventBytes = maxEventBytes;
  }

  /** How many events were left out because they were too large. */
  public long leftOut() {
    return leftOut;
  }

  /** Takes the next bytes of the stream and reports the events they complete. */
  public void feed(byte[] bytes, int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    int at = markSeen >= 0 ? skipByteOrderMark(bytes, from, to) : from;
    while (at < to) {
      if (afterCarriageReturn) {
        afterCarriageReturn = false;
        if (bytes[at] == '\n') {
          at++;
          continue;
        }
      }
      int end = at;
      while (end < to && bytes[end] != '\n' && bytes[end] != '\r') {
        end++;
      }
      if (end == to) {
        keepLine(bytes, at, end);
        break;
      }
      afterCarriageReturn = bytes[end] == '\r';
      if (lineSize > 0) {
        keepLine(bytes, at, end);
        int size = lineSize;
        lineSize = 0;
        takeLine(line, 0, size, true);
      } else {
        takeLine(bytes, at, end, false);
      }
      at = end + 1;
    }
    if (hasData && data == bytes) {
      ownData();
    }
  }

  /**
   * Ends the stream and reports the event that its blank line was missing from, if there is one.
   * The standard drops such an event; whether what it holds is whole is for the caller to judge.
   *
   * @param unterminated takes that event
   */
  public void finish(Events unterminated) {
    if (markSeen > 0) {
      keepLine(BYTE_ORDER_MARK, 0, markSeen);
    }
    markSeen = -1;
    if (lineSize > 0) {
      int size = lineSize;
      lineSize = 0;
      takeLine(line, 0, size, true);
    }
    dispatch(unterminated);
  }

  /** The place after the mark; what turned out to be no mark is put where the line's start is. */
  private int skipByteOrderMark(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && markSeen < BYTE_ORDER_MARK.length) {
      if (bytes[at] != BYTE_ORDER_MARK[markSeen]) {
        keepLine(BYTE_ORDER_MARK, 0, markSeen);
        markSeen = -1;
        return at;
      }
      at++;
      markSeen++;
    }
    if (markSeen == BYTE_ORDER_MARK.length) {
      markSeen = -1;
    }
    return at;
  }

  private void keepLine(byte[] bytes, int from, int to) {
    long room = (long) maxEventBytes + FIELD_ROOM - lineSize;
    int size = (int) Math.min(room, to - from);
    line = withRoom(line, lineSize, size);
    System.arraycopy(bytes, from, line, lineSize, size);
    lineSize += size;
  }

  /** One whole line; {@code own} says that the array is our line buffer, about to be reused. */
  private void takeLine(byte[] bytes, int from, int to, boolean own) {
    if (from == to) {
      dispatch(events);
      return;
    }
    int colon = from;
    while (colon < to && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, to);
    if (value < to && bytes[value] == ' ') {
      value++;
    }
    if (Arrays.equals(bytes, from, colon, DATA, 0, DATA.length)) {
      addData(bytes, value, to);
      if (own && data == bytes) {
        ownData();
      }
    } else if (Arrays.equals(bytes, from, colon, EVENT, 0, EVENT.length)
        && to - value <= maxEventBytes) {
      name = new String(bytes, value, to - value, StandardCharsets.UTF_8);
    }
  }

  private void addData(byte[] bytes, int from, int to) {
    if (!hasData) {
      hasData = true;
      data = bytes;
      dataFrom = from;
      dataTo = to;
      tooLarge |= to - from > maxEventBytes;
      return;
    }
    int size = dataTo - dataFrom;
    if (tooLarge || to - from >= maxEventBytes - size) {
      tooLarge = true;
      return;
    }
    if (data != joined) {
      ownData();
    }
    joined = withRoom(joined, size, to - from + 1);
    joined[size] = '\n';
    System.arraycopy(bytes, from, joined, size + 1, to - from);
    data = joined;
    dataTo = size + 1 + to - from;
  }

  /** Moves the data out of an array that is not ours to keep. */
  private void ownData() {
    int size = tooLarge ? 0 : dataTo - dataFrom;
    joined = withRoom(joined, 0, size);
    System.arraycopy(data, dataFrom, joined, 0, size);
    data = joined;
    dataFrom = 0;
    dataTo = size;
  }

  private void dispatch(Events to) {
    if (tooLarge) {
      leftOut++;
    } else if (hasData) {
      to.event(name == null || name.isEmpty() ? null : name, data, dataFrom, dataTo);
    }
    hasData = false;
    data = NOTHING;
    name = null;
    tooLarge = false;
  }

  private static byte[] withRoom(byte[] buffer, int used, int more) {
    int needed = used + more;
    return needed <= buffer.length
        ? buffer
        : Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * used)));
  }
}
