package dev.understudy.diff.drift;

import java.util.ArrayList;
import java.util.List;

/** In which bins the last so many requests fell. Not thread-safe. */
final class BinWindow {
  private final byte[] last;
  private final long[] counts;
  private long seen;

  BinWindow(int requests, int bins) {
    last = new byte[requests];
    counts = new long[bins];
  }

  void add(int bin) {
    int place = (int) (seen % last.length);
    if (seen >= last.length) {
      counts[last[place]]--;
    }
    last[place] = (byte) bin;
    counts[bin]++;
    seen++;
  }

  List<Long> counts() {
    List<Long> all = new ArrayList<>(counts.length);
    for (long count : counts) {
      all.add(count);
    }
    return all;
  }
}
