package dev.understudy.gateway;

import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.Refill;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What people look at: what was captured lately, filled with what gateways stored. */
record Looking(RecentCaptures recent, Refill refill) implements AutoCloseable {
  /**
   * Begins to fill the memory with what the store holds, which stays open until the close. Into
   * delivery streams nobody puts what could be read here later.
   */
  static Looking begin(RecentCaptures recent, Captures captures, GatewayConfig config) {
    @Nullable Duration refresh =
        captures.streams() == null ? config.access().console().refresh() : null;
    return new Looking(
        recent,
        new Refill(captures.store(), recent, config.instance(), refresh, Clock.systemUTC())
            .start());
  }

  /** Stops looking at the store, and forgets. */
  @Override
  public void close() {
    refill.close();
    recent.close();
  }
}
