package dev.understudy.gateway.relay;

import dev.understudy.exchange.Outcome;
import dev.understudy.gateway.upstream.Deadlines;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests and times them. Safe for every thread.
 *
 * <p>{@code understudy.requests} by outcome and status class, {@code understudy.in.flight}, {@code
 * understudy.first.byte} and {@code understudy.duration} as clients see them, {@code
 * understudy.added} (the time a request and its last bytes spent in the gateway), bytes each way;
 * {@code understudy.upstream.connections}, {@code understudy.upstream.waiting} and {@code
 * understudy.event.loop.lag} for the health of pools and event loops.
 */
public final class RelayMeters {
  private static final String[] STATUS_CLASSES = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};
  private static final Duration[] LONG_BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofSeconds(300)
  };
  private static final Duration[] SHORT_BUCKETS = {
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(250)
  };

  private final Map<Outcome, Counter[]> requests = new EnumMap<>(Outcome.class);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger upstreamConnections = new AtomicInteger();
  private final AtomicInteger loops = new AtomicInteger();
  private final MeterRegistry registry;
  private final Timer firstByte;
  private final Timer duration;
  private final Timer added;
  private final Counter requestBytes;
  private final Counter responseBytes;
  private final Counter patienceEnded;

  /** Meters in that registry. */
  public RelayMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Outcome outcome : Outcome.values()) {
      Counter[] byStatus = new Counter[STATUS_CLASSES.length];
      for (int i = 0; i < byStatus.length; i++) {
        byStatus[i] =
            Counter.builder("understudy.requests")
                .description("Requests forwarded, by outcome and the upstream's status class")
                .tag("outcome", outcome.word())
                .tag("status", STATUS_CLASSES[i])
                .register(registry);
      }
      requests.put(outcome, byStatus);
    }
    Gauge.builder("understudy.in.flight", inFlight, AtomicInteger::get)
        .description("Requests in flight")
        .register(registry);
    Gauge.builder("understudy.upstream.waiting", waiting, AtomicInteger::get)
        .description("Requests that wait for a connection to their upstream")
        .register(registry);
    Gauge.builder("understudy.upstream.connections", upstreamConnections, AtomicInteger::get)
        .description("Open connections to upstreams")
        .register(registry);
    firstByte =
        Timer.builder("understudy.first.byte")
            .description("From a request's arrival to the first byte of the answer's body")
            .serviceLevelObjectives(LONG_BUCKETS)
            .register(registry);
    duration =
        Timer.builder("understudy.duration")
            .description("From a request's arrival to the end of the answer")
            .serviceLevelObjectives(LONG_BUCKETS)
            .register(registry);
    added =
        Timer.builder("understudy.added")
            .description("Time the gateway itself added to a request")
            .serviceLevelObjectives(SHORT_BUCKETS)
            .register(registry);
    requestBytes =
        Counter.builder("understudy.request.bytes")
            .description("Bytes of request bodies")
            .register(registry);
    responseBytes =
        Counter.builder("understudy.response.bytes")
            .description("Bytes of answer bodies")
            .register(registry);
    patienceEnded =
        Counter.builder("understudy.capture.patience.ended")
            .description("Answers whose last bytes went out before their record was safe")
            .register(registry);
  }

  /** How many requests are in flight now. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Counts the open connections to upstreams; to be told of each that opens and closes. */
  public AtomicInteger upstreamConnections() {
    return upstreamConnections;
  }

  /** Shows how late one event loop is. */
  public void watch(Deadlines loop) {
    TimeGauge.builder(
            "understudy.event.loop.lag", loop, TimeUnit.NANOSECONDS, Deadlines::worstLagNanos)
        .description("The most that an event loop was late within the last 10 to 20 seconds")
        .tag("loop", Integer.toString(loops.getAndIncrement()))
        .register(registry);
  }

  void connecting() {
    waiting.incrementAndGet();
  }

  void connected() {
    waiting.decrementAndGet();
  }

  void started() {
    inFlight.incrementAndGet();
  }

  void finished() {
    inFlight.decrementAndGet();
  }

  void patienceEnded() {
    patienceEnded.increment();
  }

  void added(long nanos) {
    added.record(nanos, TimeUnit.NANOSECONDS);
  }

  void ended(
      Outcome outcome,
      int status,
      @Nullable Duration toFirstByte,
      Duration whole,
      long requestLength,
      long responseLength) {
    Objects.requireNonNull(requests.get(outcome))[Math.min(status / 100, STATUS_CLASSES.length - 1)]
        .increment();
    if (toFirstByte != null) {
      firstByte.record(toFirstByte);
    }
    duration.record(whole);
    requestBytes.increment((double) requestLength);
    responseBytes.increment((double) responseLength);
  }
}
