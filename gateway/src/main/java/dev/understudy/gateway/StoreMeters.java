package dev.understudy.gateway;

import dev.understudy.sink.firehose.Deliveries;
import dev.understudy.sink.firehose.FirehoseTarget;
import dev.understudy.sink.store.s3.FailureKind;
import dev.understudy.sink.store.s3.S3Health;
import dev.understudy.sink.store.s3.S3Store;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.function.ToDoubleFunction;

/** Puts on the metrics page how what captures go into fares. */
final class StoreMeters {
  private StoreMeters() {}

  static void bind(MeterRegistry registry, Captures captures) {
    if (captures.store() instanceof S3Store s3) {
      bind(registry, s3);
    }
    FirehoseTarget streams = captures.streams();
    if (streams != null) {
      bind(registry, streams);
    }
  }

  private static void bind(MeterRegistry registry, S3Store store) {
    count(registry, store, "puts", "Files and objects put into S3", S3Health::puts);
    FunctionCounter.builder("understudy.s3.put", store, s3 -> s3.health().putBytes())
        .description("Bytes put into S3")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    count(registry, store, "retries", "Attempts after the first of a call", S3Health::retries);
    for (FailureKind kind : FailureKind.values()) {
      FunctionCounter.builder(
              "understudy.s3.failures", store, s3 -> s3.health().failures().getOrDefault(kind, 0L))
          .description("Calls of S3 that brought nothing after all their attempts")
          .tag("kind", kind.word())
          .register(registry);
    }
    Gauge.builder(
            "understudy.s3.breaker.open",
            store,
            s3 -> s3.health().breaker().equals("closed") ? 0 : 1)
        .description("1 while S3 is not asked, or by one call only, as calls before failed")
        .register(registry);
    Gauge.builder("understudy.s3.conditional.writes", store, s3 -> s3.conditionalWrites() ? 1 : 0)
        .description("1 where the endpoint writes conditionally")
        .register(registry);
  }

  private static void count(
      MeterRegistry registry,
      S3Store store,
      String what,
      String description,
      ToDoubleFunction<S3Health> value) {
    FunctionCounter.builder("understudy.s3." + what, store, s3 -> value.applyAsDouble(s3.health()))
        .description(description)
        .register(registry);
  }

  private static void bind(MeterRegistry registry, FirehoseTarget target) {
    count(
        registry,
        target,
        "batches",
        "Batches that streams took, in whole or in part",
        Deliveries::batches);
    count(registry, target, "sent", "Records that streams took", Deliveries::sent);
    count(registry, target, "resent", "Records sent once more", Deliveries::resent);
    count(
        registry, target, "throttled", "Answers that asked for fewer calls", Deliveries::throttled);
    count(
        registry,
        target,
        "claims",
        "Records too large for a stream, which lie in the store",
        Deliveries::claimChecked);
  }

  private static void count(
      MeterRegistry registry,
      FirehoseTarget target,
      String what,
      String description,
      ToDoubleFunction<Deliveries> value) {
    FunctionCounter.builder(
            "understudy.firehose." + what, target, each -> value.applyAsDouble(each.deliveries()))
        .description(description)
        .register(registry);
  }
}
