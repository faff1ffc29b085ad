package dev.understudy.gateway.rollout;

import dev.understudy.diff.evidence.Standing;
import java.time.Instant;
import java.util.Objects;

/**
 * What one run of a gateway observed.
 *
 * @param at when it said so
 * @param standing its counts
 */
record Published(Instant at, Standing standing) {
  Published {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(standing, "standing");
  }
}
