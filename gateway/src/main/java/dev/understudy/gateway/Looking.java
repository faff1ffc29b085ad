package dev.understudy.gateway;

import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.Refill;
import dev.understudy.sink.store.Store;
import java.time.Instant;

/** What people look at: what was captured lately, filled with what was stored before. */
record Looking(RecentCaptures recent, Refill refill) implements AutoCloseable {
  /** Begins to fill the memory with what a store holds, which stays open until the close. */
  static Looking begin(RecentCaptures recent, Store store, Instant now) {
    return new Looking(recent, new Refill(store, recent, now).start());
  }

  /** Stops looking at the store, and forgets. */
  @Override
  public void close() {
    refill.close();
    recent.close();
  }
}
