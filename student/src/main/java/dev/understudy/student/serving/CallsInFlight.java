package dev.understudy.student.serving;

import dev.understudy.student.serving.chat.Refusal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows how many calls are being answered, and when the last of them has ended. A server that shuts
 * down by itself waits for idle connections too; this waits for calls alone. Safe for every thread.
 */
final class CallsInFlight {
  private final AtomicInteger calls = new AtomicInteger();
  private final Promise<Void> idle = Promise.promise();
  private volatile boolean stopping;

  CallsInFlight(MeterRegistry registry) {
    Gauge.builder("understudy.student.in.flight", calls, AtomicInteger::get)
        .description("Calls being answered")
        .register(registry);
  }

  /** Lets a call pass and counts it, or refuses it once stopping. */
  void enter(RoutingContext call) {
    calls.incrementAndGet();
    call.addEndHandler(ended -> leave());
    if (stopping) {
      Answers.lastOnItsConnection(call);
      throw Refusal.unavailable("The server is stopping.");
    }
    call.next();
  }

  private void leave() {
    if (calls.decrementAndGet() == 0 && stopping) {
      idle.tryComplete();
    }
  }

  boolean isStopping() {
    return stopping;
  }

  /** Refuses new calls from now on; done when none is left. */
  Future<Void> stop() {
    stopping = true;
    if (calls.get() == 0) {
      idle.tryComplete();
    }
    return idle.future();
  }
}
