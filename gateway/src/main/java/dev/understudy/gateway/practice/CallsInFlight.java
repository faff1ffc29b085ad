package dev.understudy.gateway.practice;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows how many calls are being answered, and when the last of them has ended. A server that shuts
 * down by itself waits for idle connections too; this waits for calls alone.
 */
final class CallsInFlight {
  private final AtomicInteger calls = new AtomicInteger();
  private final Promise<Void> idle = Promise.promise();
  private volatile boolean stopping;

  /** Lets a call pass and counts it, or refuses it once stopping. */
  void enter(RoutingContext context) {
    calls.incrementAndGet();
    context.addEndHandler(ended -> leave());
    if (stopping) {
      throw Refusal.http(503, "The practice teacher is stopping.");
    }
    context.next();
  }

  private void leave() {
    if (calls.decrementAndGet() == 0 && stopping) {
      idle.tryComplete();
    }
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
