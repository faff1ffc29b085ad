package dev.understudy.gateway.tap;

import dev.understudy.rules.decision.Unrecorded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts exchanges that are not recorded because rules or clients say so. For any thread. */
public final class UnrecordedMeters {
  private final MeterRegistry registry;
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

  private record Key(String route, Unrecorded why) {}

  /** Meters in that registry. */
  public UnrecordedMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void unrecorded(String route, Unrecorded why) {
    counters.computeIfAbsent(new Key(route, why), this::counter).increment();
  }

  private Counter counter(Key key) {
    return Counter.builder("understudy.capture.unrecorded")
        .description("Exchanges not recorded, as the rules or their clients want it")
        .tag("route", key.route)
        .tag("reason", key.why.word())
        .register(registry);
  }
}
