package dev.understudy.gateway.output;

import dev.understudy.rules.Upstream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Asks moderators about the texts of one request's answers. Safe for every thread. */
public interface Moderation {
  /** Asks nobody, and so never knows. */
  Moderation NONE = (moderator, texts, patience) -> Future.succeededFuture(Verdict.UNKNOWN);

  /** What a moderator says. */
  enum Verdict {
    /** There is no harm in any of the texts. */
    FINE,
    /** There is harm in one of them. */
    FLAGGED,
    /** It said nothing that could be understood, or nothing in time. */
    UNKNOWN
  }

  /**
   * What the moderator says of the texts; never fails, and is there once the patience is over.
   *
   * @param texts one at least
   * @param patience how long it may take
   */
  Future<Verdict> of(Upstream moderator, List<String> texts, Duration patience);
}
