package dev.understudy.student.serving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts calls of chat completions and times them: {@code understudy.student.requests} by model and
 * status, and {@code understudy.student.duration}. The model is {@code none} where no such model
 * serves; the status is {@code none} where the client left before it was answered.
 */
final class CallMeters {
  private static final String MODEL = "understudy.model";
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;
  private final Timer duration;

  CallMeters(MeterRegistry registry) {
    this.registry = registry;
    this.duration =
        Timer.builder("understudy.student.duration")
            .description("From a request's arrival to the end of the answer")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  /** Watches a call from its beginning to its end. */
  void watch(RoutingContext call) {
    long begun = System.nanoTime();
    call.addEndHandler(
        ended -> {
          duration.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
          boolean answered = call.response().ended();
          count(
              call.get(MODEL, "none"),
              answered ? Integer.toString(call.response().getStatusCode()) : "none");
        });
    call.next();
  }

  /** Says which model a call is for; one that serves, as clients may invent any number of names. */
  static void isFor(RoutingContext call, String model) {
    call.put(MODEL, model);
  }

  private void count(String model, String status) {
    Counter.builder("understudy.student.requests")
        .description("Requests for chat completions, by the status they were answered with")
        .tags("model", model, "status", status)
        .register(registry)
        .increment();
  }
}
