package dev.understudy.gateway;

import dev.understudy.gateway.config.CaptureSettings;
import dev.understudy.gateway.tap.MemoryBudget;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.DropReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;

/** Puts the capture's accounting and health on the metrics page. */
final class CaptureMeters {
  private CaptureMeters() {}

  static void bind(
      MeterRegistry registry, Capture capture, MemoryBudget budget, CaptureSettings settings) {
    FunctionCounter.builder("understudy.capture.offered", capture, c -> c.accounting().offered())
        .description("Exchanges offered, those found in the spool at the start included")
        .register(registry);
    FunctionCounter.builder("understudy.capture.stored", capture, c -> c.accounting().stored())
        .description("Exchanges in the store")
        .register(registry);
    for (DropReason reason : DropReason.values()) {
      FunctionCounter.builder(
              "understudy.capture.dropped",
              capture,
              c -> c.accounting().dropped().getOrDefault(reason, 0L))
          .description("Exchanges not kept")
          .tag("reason", reason.word())
          .register(registry);
    }
    Gauge.builder("understudy.capture.pending", capture, c -> c.accounting().pending())
        .description("Exchanges waiting in memory for the spool")
        .register(registry);
    Gauge.builder("understudy.capture.spooled", capture, c -> c.accounting().spooled())
        .description("Exchanges in the spool, not yet in the store")
        .register(registry);
    Gauge.builder("understudy.spool.bytes", capture, c -> c.health().spoolBytes())
        .description("Bytes in the spool")
        .register(registry);
    Gauge.builder("understudy.spool.limit.bytes", settings, CaptureSettings::spoolLimitBytes)
        .description("The most bytes the spool may hold")
        .register(registry);
    Gauge.builder("understudy.tap.limit.bytes", settings, CaptureSettings::memoryBytes)
        .description("The most bytes of bodies that may be in memory")
        .register(registry);
    Gauge.builder("understudy.spool.segments", capture, c -> c.health().segments())
        .description("Segments in the spool")
        .register(registry);
    Gauge.builder("understudy.spool.damaged", capture, c -> c.health().damagedSegments())
        .description("Damaged segments kept aside for a person to look at")
        .register(registry);
    Gauge.builder("understudy.capture.degraded", capture, c -> c.health().isDegraded() ? 1 : 0)
        .description("1 while exchanges are lost or delayed")
        .register(registry);
    TimeGauge.builder(
            "understudy.drain.lag",
            capture,
            TimeUnit.MILLISECONDS,
            c -> c.health().drainLag().toMillis())
        .description("Age of the oldest exchange not yet in the store")
        .register(registry);
    Gauge.builder("understudy.tap.bytes", budget, MemoryBudget::takenBytes)
        .description("Bytes of bodies in memory")
        .register(registry);
  }
}
