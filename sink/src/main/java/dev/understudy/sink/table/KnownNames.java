package dev.understudy.sink.table;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names of files by the hour they lie in, eight bytes each: what is held is a hash of 64 bits. When
 * they become too many, the oldest hours are forgotten, and are known to be. One thread.
 */
final class KnownNames {
  private final int most;
  private final TreeMap<Instant, Hour> hours = new TreeMap<>();
  private int count;
  private Instant floor = Instant.MIN;

  /** None yet, and never more than so many. */
  KnownNames(int most) {
    this.most = most;
  }

  /** Whether names of that hour were not forgotten. */
  boolean reach(Instant hour) {
    return !hour.isBefore(floor);
  }

  /** Whether any name of that hour is held. */
  boolean hasAny(Instant hour) {
    return hours.containsKey(hour);
  }

  boolean has(Instant hour, String name) {
    Hour names = hours.get(hour);
    return names != null && names.place(hash(name)) >= 0;
  }

  void add(Instant hour, String name) {
    if (reach(hour) && hours.computeIfAbsent(hour, any -> new Hour()).add(hash(name))) {
      count++;
    }
    while (count > most) {
      Map.Entry<Instant, Hour> oldest = hours.pollFirstEntry();
      count -= oldest.getValue().size;
      floor = oldest.getKey().plus(Duration.ofHours(1));
    }
  }

  /** Forgets hours that nobody will ask about again. */
  void forgetBefore(Instant hour) {
    Map<Instant, Hour> gone = hours.headMap(hour, false);
    gone.values().forEach(each -> count -= each.size);
    gone.clear();
  }

  /** FNV-1a, of 64 bits. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** The names of an hour, in the order of their hashes. */
  private static final class Hour {
    private long[] hashes = new long[16];
    private int size;

    int place(long hash) {
      return Arrays.binarySearch(hashes, 0, size, hash);
    }

    boolean add(long hash) {
      int place = place(hash);
      if (place >= 0) {
        return false;
      }
      int at = -place - 1;
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * size);
      }
      System.arraycopy(hashes, at, hashes, at + 1, size - at);
      hashes[at] = hash;
      size++;
      return true;
    }
  }
}
