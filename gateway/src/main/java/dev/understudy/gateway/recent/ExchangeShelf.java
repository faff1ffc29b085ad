package dev.understudy.gateway.recent;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges in the order of their time, the oldest of which go when memory is short. Guarded by its
 * owner.
 */
final class ExchangeShelf {
  private static final long LINE_BYTES = 520; // objects, entries of maps: measured, rounded up
  private static final long WHOLE_BYTES = 640;
  private static final long HEADER_BYTES = 96;
  private static final int MOST_UNREAD = 256;

  private final long mostBytes;
  private final TreeMap<Moment, Held> byTime = new TreeMap<>();
  private final Map<UUID, List<Moment>> byRequest = new HashMap<>();
  private final Map<UUID, Moment> byId = new HashMap<>();
  private long bytes;

  /**
   * What is held of one exchange.
   *
   * @param line it in short
   * @param whole it with its bodies, or null where the store alone has these
   * @param told what it tells of its disagreement, where it is not there whole to be asked
   */
  record Held(ExchangeLine line, @Nullable Exchange whole, CaseFacts told) {
    static Held whole(ExchangeLine line, Exchange whole) {
      return new Held(line, whole, CaseFacts.NONE);
    }

    static Held inShort(ExchangeLine line, CaseFacts told) {
      return new Held(line, null, told);
    }

    long bytes() {
      long all = LINE_BYTES + textBytes(line.model(), line.app(), line.user(), line.path());
      return whole == null
          ? all + told.bytes()
          : all + WHOLE_BYTES + whole.keptBytes() + textBytes(whole);
    }

    /** About the memory that what is no body takes. */
    static long textBytes(Exchange one) {
      return textBytes(one.app(), one.user(), one.session(), one.tags(), one.target(), one.error())
          + bytes(one.requestHeaders())
          + bytes(one.responseHeaders());
    }

    private static long textBytes(@Nullable String... texts) {
      long all = 0;
      for (String each : texts) {
        all += each == null ? 0 : 2L * each.length();
      }
      return all;
    }

    private static long bytes(List<Header> headers) {
      long all = 0;
      for (Header each : headers) {
        all += HEADER_BYTES + 2L * (each.name().length() + each.value().length());
      }
      return all;
    }
  }

  ExchangeShelf(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Puts an exchange; where it is there already, whole, it stays as it is. */
  void put(Held held) {
    Moment at = held.line().at();
    Held before = byTime.get(at);
    if (held.bytes() > mostBytes || (before != null && before.whole() != null)) {
      return;
    }
    byTime.put(at, held);
    byId.put(at.id(), at);
    bytes += held.bytes() - (before == null ? 0 : before.bytes());
    if (before == null) {
      byRequest.computeIfAbsent(held.line().requestId(), any -> new ArrayList<>(2)).add(at);
    }
    fit();
  }

  private void fit() {
    while (bytes > mostBytes) {
      removeOldest();
    }
  }

  /** Notes the model that answered, where the exchange is held still. */
  void answered(Moment at, String model) {
    Held before = byTime.get(at);
    if (before != null) {
      Held after = new Held(before.line().answeredBy(model), before.whole(), before.told());
      byTime.put(at, after);
      bytes += after.bytes() - before.bytes();
      fit();
    }
  }

  private void removeOldest() {
    Map.Entry<Moment, Held> oldest = byTime.pollFirstEntry();
    if (oldest != null) {
      bytes -= oldest.getValue().bytes();
      byId.remove(oldest.getKey().id());
      UUID request = oldest.getValue().line().requestId();
      List<Moment> ofRequest = byRequest.getOrDefault(request, new ArrayList<>());
      ofRequest.remove(oldest.getKey());
      if (ofRequest.isEmpty()) {
        byRequest.remove(request);
      }
    }
  }

  long bytes() {
    return bytes;
  }

  long mostBytes() {
    return mostBytes;
  }

  @Nullable Moment oldest() {
    return byTime.isEmpty() ? null : byTime.firstKey();
  }

  /** What one request caused, as far as it is held. */
  List<Held> ofRequest(UUID request) {
    List<Held> found = new ArrayList<>();
    for (Moment at : byRequest.getOrDefault(request, List.of())) {
      Held held = byTime.get(at);
      if (held != null) {
        found.add(held);
      }
    }
    return found;
  }

  @Nullable Held of(UUID exchangeId) {
    Moment at = byId.get(exchangeId);
    return at == null ? null : byTime.get(at);
  }

  /** The newest that a filter takes, as {@link CaseShelf#page}. */
  Page<ExchangeLine> page(LineFilter filter, @Nullable Moment after, int most) {
    List<ExchangeLine> found = new ArrayList<>();
    NavigableMap<Moment, Held> among = after == null ? byTime : byTime.headMap(after, false);
    Moment last = null;
    for (Held each : among.descendingMap().values()) {
      if (filter.takes(each.line())) {
        if (found.size() == most) {
          return new Page<>(found, last);
        }
        found.add(each.line());
        last = each.line().at();
      }
    }
    return new Page<>(found, null);
  }

  /**
   * Those before the end of such a {@linkplain #page page} of which the model has to be known to
   * tell whether they belong to it; some of them where they are many, none where the page is whole.
   */
  List<Exchange> unread(LineFilter filter, @Nullable Moment after, int most) {
    List<Exchange> unread = new ArrayList<>();
    NavigableMap<Moment, Held> among = after == null ? byTime : byTime.headMap(after, false);
    int taken = 0;
    for (Held each : among.descendingMap().values()) {
      if (filter.takes(each.line())) {
        taken++;
      } else if (each.whole() != null && filter.wantsModelOf(each.line())) {
        unread.add(each.whole());
      }
      if (taken > most || unread.size() == MOST_UNREAD) {
        return unread;
      }
    }
    return unread;
  }

  /** The same exchange in arrays that are no larger than what they hold. */
  static Exchange compact(Exchange one) {
    return new Exchange(
        one.requestId(),
        one.exchangeId(),
        one.role(),
        one.receivedAt(),
        one.instance(),
        one.rulesVersion(),
        one.route(),
        one.launch(),
        one.bucket(),
        one.app(),
        one.user(),
        one.session(),
        one.tags(),
        one.upstream(),
        one.mayTrain(),
        one.method(),
        one.target(),
        one.status(),
        one.outcome(),
        one.error(),
        one.firstByte(),
        one.duration(),
        one.requestHeaders(),
        one.responseHeaders(),
        compact(one.requestBody()),
        compact(one.responseBody()));
  }

  private static Body compact(Body body) {
    return new Body(
        body.keptBytes() == 0 ? List.of() : List.of(ByteBuffer.wrap(body.toByteArray())),
        body.length(),
        body.truncated(),
        body.sha256());
  }
}
