package dev.understudy.gateway.access;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts what was refused on an admin port, by reason. Safe for every thread. */
final class Refusals {
  private static final String KEY = Refusals.class.getName();

  private final Map<Refusal, LongAdder> counts =
      Stream.of(Refusal.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), any -> new LongAdder()));

  void count(Refusal why) {
    Objects.requireNonNull(counts.get(why)).increment();
  }

  /** Shows the counts, all of them from the first on. */
  void bind(MeterRegistry registry) {
    counts.forEach(
        (why, count) ->
            FunctionCounter.builder("understudy.admin.refused", count, LongAdder::sum)
                .description("Calls that the admin port refused")
                .tag("reason", why.word())
                .register(registry));
  }

  /** Keeps the counts with a call, for who refuses it later. */
  void attach(RoutingContext call) {
    call.put(KEY, this);
  }

  /** Counts one in what was attached to the call. */
  static void count(RoutingContext call, Refusal why) {
    Refusals refusals = call.get(KEY);
    if (refusals != null) {
      refusals.count(why);
    }
  }
}
