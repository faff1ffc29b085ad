package dev.understudy.diff.drift;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which requests count as one observation: in each window, those whose conversation, user and
 * bucket are all new. What hangs together in any of these ways is no independent evidence, so the
 * coarsest way decides.
 *
 * <p>A way in which more than 19 of 20 requests are the same, as after a redaction that makes all
 * users one, or with one API key as the sticky key, parts nobody and is passed over. That is told
 * by the requests before, whatever they ask, so that it favours no kind of input. Not thread-safe.
 */
public final class FirstRequests {
  private static final int LEAST = 20;
  private static final double ALL_BUT = 0.95;

  private final int window;
  private final long seed;
  private final Way sessions = new Way();
  private final Way users = new Way();
  private final Way buckets = new Way();
  private long requests;

  /** Of windows of so many requests each. */
  public FirstRequests(int window, long seed) {
    this.window = window;
    this.seed = seed;
  }

  /** Whether the next request counts. */
  public boolean next(RequestKeys keys) {
    if (requests++ % window == 0) {
      sessions.turn();
      users.turn();
      buckets.turn();
    }
    boolean session = sessions.isNew(keys.session());
    boolean user = users.isNew(keys.user());
    Double bucket = keys.bucket();
    return buckets.isNew(bucket == null ? null : bucket.toString()) && session && user;
  }

  /** One of the ways in which requests hang together. */
  private final class Way {
    private final Map<Long, Integer> times = new HashMap<>();
    private int known;
    private int most;
    private boolean wasBlank;

    void turn() {
      wasBlank = isBlank();
      times.clear();
      known = 0;
      most = 0;
    }

    private boolean isBlank() {
      return known < LEAST ? wasBlank : most > ALL_BUT * known;
    }

    boolean isNew(@Nullable String key) {
      if (key == null) {
        return true;
      }
      boolean blank = isBlank();
      int seen = times.merge(Mixing.of(key, seed), 1, Integer::sum);
      most = Math.max(most, seen);
      known++;
      return blank || seen == 1;
    }
  }
}
