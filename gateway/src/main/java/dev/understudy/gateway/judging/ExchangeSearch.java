package dev.understudy.gateway.judging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.gateway.judging.words.Excerpt;
import dev.understudy.gateway.judging.words.Searches.Search;
import dev.understudy.gateway.judging.words.Words;
import dev.understudy.gateway.recent.ExchangeLine;
import dev.understudy.gateway.recent.LineFilter;
import dev.understudy.gateway.recent.Moment;
import dev.understudy.gateway.recent.Page;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.Scan;
import dev.understudy.gateway.recent.WholeExchanges;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for words in prompts and answers, the newest exchange first, wherever their texts are. One
 * call looks at a bounded number of exchanges and bytes for a bounded time, and at one exchange at
 * least; it tells how far it came and where to go on.
 *
 * @param recent the exchanges
 * @param exchanges finds what was said
 * @param limits where a call stops
 */
record ExchangeSearch(RecentCaptures recent, WholeExchanges exchanges, Limits limits) {
  /**
   * Where a call stops.
   *
   * @param exchanges when so many were looked at
   * @param bytes when at least so many bytes were read
   * @param time when so much time has gone; what was read for others already is looked at yet
   */
  record Limits(int exchanges, long bytes, Duration time) {
    static final Limits USUAL = new Limits(20_000, 128L * 1024 * 1024, Duration.ofSeconds(10));
  }

  /** Why a call looked no further. */
  enum Stop {
    END,
    HITS,
    EXCHANGES,
    BYTES,
    TIME;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An exchange with the words.
   *
   * @param line the exchange
   * @param place who says them there
   */
  record Hit(ExchangeLine line, Place place) {}

  /**
   * Where words stand in an exchange.
   *
   * @param in whose turn of the prompt it is, such as {@code user}, or {@code answer}, {@code
   *     request} or {@code response}
   * @param excerpt the first of them
   */
  record Place(String in, Excerpt excerpt) {}

  /**
   * What a call found.
   *
   * @param hits the exchanges with the words, the newest first
   * @param looked how many were looked at
   * @param gone how many of these could not be read
   * @param bytes about the bytes read
   * @param oldest the last one that was looked at, or null where there was none
   * @param next from where to go on, or null where there is nothing older
   * @param stop why it looked no further
   */
  record Found(
      List<Hit> hits,
      int looked,
      int gone,
      long bytes,
      @Nullable ExchangeLine oldest,
      @Nullable Moment next,
      Stop stop) {}

  /**
   * Looks at the next exchanges.
   *
   * @throws Refused if the store cannot be read now
   */
  Found search(LineFilter filter, Words words, @Nullable Moment after, int most, Search search)
      throws Refused {
    Page<ExchangeLine> page = recent.lines(filter, after, limits.exchanges());
    Map<String, Place> places = new HashMap<>();
    Scan scan =
        exchanges.scan(
            page.items(),
            row -> {
              search.count();
              Place place = place(row, words);
              if (place != null) {
                places.put(row.path("exchange_id").asText(), place);
              }
              return place != null;
            },
            search::isOver);
    long begun = System.nanoTime();
    List<Hit> hits = new ArrayList<>();
    int looked = 0;
    int gone = 0;
    ExchangeLine oldest = null;
    for (ExchangeLine line : page.items()) {
      if (oldest != null) { // one is looked at, however long that takes
        Stop stop = stop(hits.size() >= most, scan.bytes(), begun);
        if (stop != null && (stop != Stop.TIME || !scan.isPaidFor(line))) {
          return new Found(hits, looked, gone, scan.bytes(), oldest, oldest.at(), stop);
        }
      }
      switch (look(scan, line)) {
        case TAKEN ->
            hits.add(
                new Hit(line, Objects.requireNonNull(places.remove(line.exchangeId().toString()))));
        case LEFT -> {}
        case GONE -> gone++;
      }
      looked++;
      oldest = line;
    }
    Stop stop = page.next() == null ? Stop.END : Stop.EXCHANGES;
    return new Found(hits, looked, gone, scan.bytes(), oldest, page.next(), stop);
  }

  private static Scan.Finding look(Scan scan, ExchangeLine line) throws Refused {
    try {
      return scan.look(line);
    } catch (IOException e) {
      throw new Refused(
          503,
          "the store cannot be read now (" + e.getMessage() + "); search again when it can be");
    }
  }

  private @Nullable Stop stop(boolean isFull, long bytes, long begun) {
    if (isFull) {
      return Stop.HITS;
    }
    if (bytes >= limits.bytes()) {
      return Stop.BYTES;
    }
    return System.nanoTime() - begun >= limits.time().toNanos() ? Stop.TIME : null;
  }

  /** Where they stand in what the page of an exchange shows to be read, or null. */
  private static @Nullable Place place(ObjectNode row, Words words) {
    List<Turn> turns = CaseTexts.Conversations.turns(row);
    for (Turn each : turns) {
      Excerpt said = either(words.in(each.text()), () -> words.inStringsOf(each.rest()));
      if (said != null) {
        return new Place(each.role(), said);
      }
    }
    SaidAnswer answer = SaidAnswer.of(row);
    Excerpt answered =
        either(
            either(words.in(answer.text()), () -> words.inStringsOf(answer.calls())),
            () -> words.inStringsOf(row.path("choices").textValue()));
    if (answered != null) {
      return new Place("answer", answered);
    }
    Excerpt sent = turns.isEmpty() ? words.in(sent(row, "request")) : null;
    if (sent != null) {
      return new Place("request", sent);
    }
    boolean isUnread = answer.text() == null && answer.calls() == null;
    Excerpt came = isUnread ? words.in(sent(row, "response")) : null;
    return came == null ? null : new Place("response", came);
  }

  private static @Nullable Excerpt either(
      @Nullable Excerpt one, Supplier<@Nullable Excerpt> other) {
    return one != null ? one : other.get();
  }

  /** A body as it was sent, where it is text. */
  private static @Nullable String sent(ObjectNode row, String side) {
    return row.path(side + "_body_encoding").isTextual()
        ? null
        : row.path(side + "_body").textValue();
  }
}
