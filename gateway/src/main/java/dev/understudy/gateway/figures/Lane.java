package dev.understudy.gateway.figures;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Usage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * One route's exchanges with one upstream in one role. Exchanges may come on any thread and never
 * wait; all else is for one thread at a time.
 */
final class Lane {
  private static final int COLUMNS = 8;
  private static final int HTTP_ERRORS_FROM = 400;

  private final String upstream;
  private final Role role;
  private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
  private final LongAdder failed = new LongAdder();
  private final LongAdder inputTokens = new LongAdder();
  private final LongAdder outputTokens = new LongAdder();
  private final LongAdder counted = new LongAdder();
  private final Stopwatch whole = new Stopwatch();
  private final Stopwatch firstByte = new Stopwatch();
  private final Track track = new Track(COLUMNS);
  private volatile long lastUse;
  private long seenBefore;
  private long failedBefore;
  private long seenBeforeMinute;
  private long failedBeforeMinute;

  Lane(String upstream, Role role) {
    this.upstream = upstream;
    this.role = role;
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
  }

  /**
   * Counts and times an exchange.
   *
   * @param use the number of this use among those of all lanes of the route
   */
  void saw(Exchange exchange, long use) {
    lastUse = use;
    Objects.requireNonNull(outcomes.get(exchange.outcome())).increment();
    if (exchange.outcome() == Outcome.CLIENT_GONE) {
      return; // which says nothing of the upstream
    }
    if (isFailure(exchange)) {
      failed.increment();
      return; // how long a failure took says nothing of answers
    }
    whole.record(micros(exchange.duration()));
    Duration first = exchange.firstByte();
    if (first != null) {
      firstByte.record(micros(first));
    }
  }

  /** The number of its last use. */
  long lastUse() {
    return lastUse;
  }

  private static boolean isFailure(Exchange exchange) {
    return exchange.outcome() != Outcome.COMPLETE || exchange.status() >= HTTP_ERRORS_FROM;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  void used(Usage usage) {
    Long input = usage.inputTokens();
    Long output = usage.outputTokens();
    if (input != null && output != null) {
      inputTokens.add(input);
      outputTokens.add(output);
      counted.increment();
    }
  }

  /** Closes ten seconds, and with them perhaps a minute and ten of them. */
  void turn(long atMillis, boolean minute, boolean part) {
    whole.turn();
    firstByte.turn();
    long seen = seen();
    long failures = failed.sum();
    track.add(
        atMillis,
        row(seen - seenBefore, failures - failedBefore, whole.lately(), firstByte.lately()));
    seenBefore = seen;
    failedBefore = failures;
    if (minute) {
      track.addMinute(
          atMillis,
          row(
              seen - seenBeforeMinute,
              failures - failedBeforeMinute,
              whole.inMinute(),
              firstByte.inMinute()));
      seenBeforeMinute = seen;
      failedBeforeMinute = failures;
      whole.turnMinute();
      firstByte.turnMinute();
    }
    if (part) {
      whole.turnPart();
      firstByte.turnPart();
    }
  }

  private static double[] row(long seen, long failed, double[] whole, double[] first) {
    return new double[] {
      seen, failed, whole[0], whole[1], whole[2], first[0], first[1], first[2],
    };
  }

  private long seen() {
    return outcomes.values().stream().mapToLong(LongAdder::sum).sum();
  }

  void addHourTo(Histogram ofWhole, Histogram ofFirstByte) {
    whole.addHourTo(ofWhole);
    firstByte.addHourTo(ofFirstByte);
  }

  LaneFigures figures(Duration window, long nowMillis) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
    Histogram ofWhole = Stopwatch.sum();
    Histogram ofFirstByte = Stopwatch.sum();
    addHourTo(ofWhole, ofFirstByte);
    return new LaneFigures(
        upstream,
        role,
        counts,
        failed.sum(),
        counted.sum(),
        inputTokens.sum(),
        outputTokens.sum(),
        Stopwatch.spread(ofWhole),
        Stopwatch.spread(ofFirstByte),
        track.over(window, nowMillis));
  }
}
