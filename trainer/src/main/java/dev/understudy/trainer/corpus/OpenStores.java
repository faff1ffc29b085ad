package dev.understudy.trainer.corpus;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.place.StorePlace;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores that this process reads, each opened once: tasks come and go, and a client of S3 is
 * dear. They stay open until the process ends.
 */
final class OpenStores {
  private static final Map<String, Store> OPEN = new ConcurrentHashMap<>();

  private OpenStores() {}

  /**
   * The store of a place.
   *
   * @throws UnreadableCaptures if it cannot be opened
   */
  static Store at(String place) {
    return OPEN.computeIfAbsent(place, OpenStores::open);
  }

  private static Store open(String place) {
    try {
      return StorePlace.parse(place).openForReading();
    } catch (IOException e) {
      throw new UnreadableCaptures(String.valueOf(e.getMessage()), e);
    }
  }
}
