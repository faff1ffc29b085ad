package dev.understudy.gateway.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends finished spans on in batches and accounts for every one: {@code understudy.trace.spans} by
 * outcome {@code exported}, {@code failed} (the collector did not take it) and {@code dropped} (too
 * many waited). At most {@value #MOST_WAITING} wait; nothing is sent twice. Safe for every thread.
 */
final class SpanAccount implements SpanProcessor {
  /** The most spans that wait to be sent. */
  static final int MOST_WAITING = 2048;

  private static final Logger log = LoggerFactory.getLogger(SpanAccount.class);

  private final SpanProcessor batches;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final Counter exported;
  private final Counter failed;
  private final Counter dropped;

  /** Sends to that exporter, each batch once. */
  SpanAccount(SpanExporter exporter, MeterRegistry registry) {
    this.exported = counter(registry, "exported");
    this.failed = counter(registry, "failed");
    this.dropped = counter(registry, "dropped");
    this.batches =
        BatchSpanProcessor.builder(new Counted(exporter))
            .setMaxQueueSize(MOST_WAITING)
            .setMaxExportBatchSize(MOST_WAITING / 4)
            .setScheduleDelay(Duration.ofSeconds(1))
            .setExporterTimeout(Duration.ofSeconds(10))
            .build();
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("understudy.trace.spans")
        .description("Finished spans, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      dropped.increment();
    } else {
      batches.onEnd(span);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode shutdown() {
    return batches.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return batches.forceFlush();
  }

  private void settled(int spans, boolean taken) {
    waiting.addAndGet(-spans);
    (taken ? exported : failed).increment(spans);
    if (taken && failing.compareAndSet(true, false)) {
      log.info("spans can be sent to the collector again");
    } else if (!taken && failing.compareAndSet(false, true)) {
      log.warn("spans cannot be sent to the collector; they are lost until they can");
    }
  }

  /** Tells what became of each batch. */
  private final class Counted implements SpanExporter {
    private final SpanExporter to;

    Counted(SpanExporter to) {
      this.to = to;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int size = spans.size();
      CompletableResultCode result = to.export(spans);
      return result.whenComplete(() -> settled(size, result.isSuccess()));
    }

    @Override
    public CompletableResultCode flush() {
      return to.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return to.shutdown();
    }
  }
}
