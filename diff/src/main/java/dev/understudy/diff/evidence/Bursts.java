package dev.understudy.diff.evidence;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets the first observation of a key's burst count. A burst ends when the key was quiet for some
 * time; observations of one conversation hang together, and bets need ones that do not. Not
 * thread-safe.
 *
 * <p>It remembers a bounded number of keys. Beyond it, the key that was quiet longest is forgotten,
 * so that its burst may count again.
 */
public final class Bursts {
  private final long quietMillis;
  private final int maxKeys;
  private final Map<Long, Long> lastSeen = new LinkedHashMap<>(64, 0.75f, true);
  private long forgotten;

  /**
   * None yet.
   *
   * @param quiet how long a key must be quiet to end its burst; zero lets every observation count
   * @param maxKeys how many keys are remembered, at some 100 bytes each
   */
  public Bursts(Duration quiet, int maxKeys) {
    if (maxKeys < 1) {
      throw new IllegalArgumentException("at least one key must be remembered, got " + maxKeys);
    }
    this.quietMillis = quiet.toMillis();
    this.maxKeys = maxKeys;
  }

  /** Whether an observation of that key counts: whether it begins a burst. */
  public boolean begins(long key, long nowMillis) {
    if (quietMillis == 0) {
      return true;
    }
    Long before = lastSeen.put(key, nowMillis);
    if (before != null && nowMillis - before < quietMillis) {
      return false;
    }
    if (before == null) {
      forgetBeyond(nowMillis);
    }
    return true;
  }

  /** The map is ordered by use, so the keys at its front were quiet longest. */
  private void forgetBeyond(long nowMillis) {
    Iterator<Long> times = lastSeen.values().iterator();
    long oldest = times.next();
    while (nowMillis - oldest >= quietMillis || lastSeen.size() > maxKeys) {
      if (nowMillis - oldest < quietMillis) {
        forgotten++;
      }
      times.remove();
      oldest = times.next();
    }
  }

  /** How many keys were forgotten while their burst went on. */
  public long forgotten() {
    return forgotten;
  }

  /** How many keys are remembered. */
  public int size() {
    return lastSeen.size();
  }
}
