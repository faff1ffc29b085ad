package dev.understudy.gateway.drift;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Tells which exchanges of a segment were not shown yet. A segment that cannot be stored is read
 * again and again, from its beginning or from where it went on, and what is observed twice would
 * look like drift. Remembered is what was read of segments that wait, however long the store is
 * out: they are read in their order, so that these are few. To be used by the one thread that
 * carries segments.
 */
public final class ShownRecords {
  private final Map<String, Set<UUID>> shown = new HashMap<>();
  private String segment = "";

  /** A segment is read. */
  public void begin(String name) {
    segment = name;
  }

  /**
   * Whether that exchange of the segment was never shown; it is from now on.
   *
   * @param exchange its id
   */
  public boolean isNew(UUID exchange) {
    return shown.computeIfAbsent(segment, absent -> new HashSet<>()).add(exchange);
  }

  /** A segment is stored, and will not be read again. */
  public void carried(String name) {
    shown.remove(name);
  }
}
