package dev.understudy.gateway.recent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which exchanges are asked for; a null asks for any.
 *
 * @param route the route's name
 * @param role why they happened
 * @param outcome how they ended
 * @param leastStatus the HTTP status is at least that
 * @param mostStatus the HTTP status is at most that
 * @param app the application's name
 * @param id how the exchange's or the request's id begins or ends
 * @param since they arrived then or later
 * @param until they arrived before then
 */
public record LineFilter(
    @Nullable String route,
    @Nullable String role,
    @Nullable String outcome,
    @Nullable Integer leastStatus,
    @Nullable Integer mostStatus,
    @Nullable String app,
    @Nullable String id,
    @Nullable Instant since,
    @Nullable Instant until) {
  /** All of them. */
  public static final LineFilter ALL =
      new LineFilter(null, null, null, null, null, null, null, null, null);

  boolean takes(ExchangeLine line) {
    return (route == null || route.equals(line.route()))
        && (role == null || role.equals(line.role()))
        && (outcome == null || outcome.equals(line.outcome()))
        && (leastStatus == null || line.status() >= leastStatus)
        && (mostStatus == null || line.status() <= mostStatus)
        && (app == null || app.equals(line.app()))
        && (since == null || !line.receivedAt().isBefore(since))
        && (until == null || line.receivedAt().isBefore(until))
        && (id == null
            || isLike(line.exchangeId().toString(), id)
            || isLike(line.requestId().toString(), id));
  }

  private static boolean isLike(String whole, String part) {
    return whole.startsWith(part) || whole.endsWith(part);
  }
}
