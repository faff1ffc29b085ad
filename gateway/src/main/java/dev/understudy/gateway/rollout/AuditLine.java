package dev.understudy.gateway.rollout;

import dev.understudy.rules.Share;
import java.time.Instant;
import java.util.Objects;

/**
 * One move of a rollout.
 *
 * @param at when
 * @param route the route's name
 * @param action what: {@code begin, promote, finish, roll_back, pause, resume, edit}
 * @param from the share before
 * @param to the share after
 * @param by who
 * @param reason why
 */
public record AuditLine(
    Instant at, String route, String action, Share from, Share to, String by, String reason) {
  public AuditLine {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(reason, "reason");
  }
}
