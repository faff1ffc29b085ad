package dev.understudy.gateway.rollout;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person, or what acts for one, who moves a route.
 *
 * @param by who it is
 * @param reason why they do it
 * @param saw when the last move was made that they saw: theirs is made only while that is the last
 *     one, but a roll-back or a pause also where the store does not tell in time; null makes it
 *     whatever others did meanwhile
 */
public record Hand(String by, String reason, @Nullable Instant saw) {
  public Hand {
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(reason, "reason");
  }

  /** Somebody whose move is made whatever others did meanwhile. */
  public static Hand of(String by, String reason) {
    return new Hand(by, reason, null);
  }
}
