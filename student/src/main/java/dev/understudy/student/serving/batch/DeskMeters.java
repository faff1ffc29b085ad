package dev.understudy.student.serving.batch;

import dev.understudy.student.model.Reply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts what one desk does. Safe for every thread.
 *
 * <p>{@code understudy.student.waiting}, {@code understudy.student.wait}, {@code
 * understudy.student.batch.size}, {@code understudy.student.answer}, {@code
 * understudy.student.tokens} by kind, {@code understudy.student.confidence}, {@code
 * understudy.student.truncated}, {@code understudy.student.failed} and {@code
 * understudy.student.not.computed} by reason; all by model.
 */
final class DeskMeters {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final String model;
  private final Timer wait;
  private final Timer answer;
  private final DistributionSummary batchSize;
  private final DistributionSummary confidence;
  private final Counter inputTokens;
  private final Counter outputTokens;
  private final Counter truncated;
  private final Counter failed;

  /** Meters of the desk of that model. */
  DeskMeters(MeterRegistry registry, String model, WaitingLine line) {
    this.registry = registry;
    this.model = model;
    Gauge.builder("understudy.student.waiting", line, WaitingLine::length)
        .description("Questions that wait for a batch")
        .tag("model", model)
        .register(registry);
    wait = timer("understudy.student.wait", "From a question's arrival to its batch");
    answer = timer("understudy.student.answer", "Time to compute one batch");
    batchSize =
        summary("understudy.student.batch.size", "Questions in a batch", 1, 2, 4, 8, 16, 32, 64);
    confidence =
        summary(
            "understudy.student.confidence", "Confidence of answers", .5, .6, .7, .8, .9, .95, .99);
    inputTokens = tokens("input");
    outputTokens = tokens("output");
    truncated = counter("understudy.student.truncated", "Questions too long to be read whole");
    failed = counter("understudy.student.failed", "Questions the model failed to answer");
  }

  void batch(int size) {
    batchSize.record(size);
  }

  void waited(long nanos) {
    wait.record(nanos, TimeUnit.NANOSECONDS);
  }

  void computed(long nanos) {
    answer.record(nanos, TimeUnit.NANOSECONDS);
  }

  void answered(Reply reply) {
    inputTokens.increment(reply.inputTokens());
    outputTokens.increment(reply.outputTokens());
    confidence.record(reply.confidence());
    if (reply.truncated()) {
      truncated.increment();
    }
  }

  void failed() {
    failed.increment();
  }

  void notComputed(String reason) {
    Counter.builder("understudy.student.not.computed")
        .description("Questions turned away, or given up before they were computed")
        .tags("model", model, "reason", reason)
        .register(registry)
        .increment();
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .tag("model", model)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private DistributionSummary summary(String name, String description, double... buckets) {
    return DistributionSummary.builder(name)
        .description(description)
        .tag("model", model)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  private Counter tokens(String kind) {
    return Counter.builder("understudy.student.tokens")
        .description("Tokens read and answered")
        .tags("model", model, "kind", kind)
        .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).tag("model", model).register(registry);
  }
}
