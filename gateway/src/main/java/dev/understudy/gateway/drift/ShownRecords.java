package dev.understudy.gateway.drift;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells which exchanges of a segment were not shown yet. A segment that cannot be stored is read
 * again and again, each time from its beginning, and what is observed twice would look like drift.
 * Remembered is one number for each segment that waits, however long the store is out. To be used
 * by the one thread that carries segments.
 */
public final class ShownRecords {
  private final Map<String, Long> shown = new HashMap<>();
  private String segment = "";
  private long place;

  /** A segment is read from its beginning. */
  public void begin(String name) {
    segment = name;
    place = 0;
  }

  /** Whether the segment's next exchange was never shown; it is from now on. */
  public boolean isNextNew() {
    place++;
    if (place <= shown.getOrDefault(segment, 0L)) {
      return false;
    }
    shown.put(segment, place);
    return true;
  }

  /** A segment is stored, and will not be read again. */
  public void carried(String name) {
    shown.remove(name);
  }
}
