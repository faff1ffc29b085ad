package dev.understudy.gateway.drift;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Remembers the last requests. A segment that cannot be stored is read again and again, and what is
 * observed twice would look like drift. Safe for every thread.
 */
final class SeenRequests {
  private final int most;
  private final Set<Long> last = new LinkedHashSet<>();

  /** Remembers so many. */
  SeenRequests(int most) {
    this.most = most;
  }

  /** Whether the request is none of those remembered; it is from now on. */
  synchronized boolean isNew(UUID request) {
    // The random half of an id of version 7.
    if (!last.add(request.getLeastSignificantBits())) {
      return false;
    }
    if (last.size() > most) {
      Iterator<Long> oldest = last.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }
}
