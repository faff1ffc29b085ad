package dev.understudy.gateway.recent;

import java.time.Instant;
import java.util.Set;
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
 * @param users the exchange is of a user that the capture calls one of these
 * @param answeredBy how the name of the upstream asked, or of the model that answered, begins
 * @param path a part of the path asked
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
    @Nullable Instant until,
    @Nullable Set<String> users,
    @Nullable String answeredBy,
    @Nullable String path) {
  /** All of them. */
  public static final LineFilter ALL =
      new LineFilter(null, null, null, null, null, null, null, null, null, null, null, null);

  public LineFilter {
    users = users == null ? null : Set.copyOf(users);
  }

  boolean takes(ExchangeLine line) {
    return takesButForWhoAnswered(line)
        && (answeredBy == null || wasAsked(line) || begins(line.model()));
  }

  /** Whether the model alone, which is not known yet, tells if the exchange is asked for. */
  boolean wantsModelOf(ExchangeLine line) {
    return answeredBy != null
        && line.model() == null
        && !wasAsked(line)
        && takesButForWhoAnswered(line);
  }

  private boolean wasAsked(ExchangeLine line) {
    return begins(line.upstream());
  }

  private boolean begins(@Nullable String name) {
    return name != null && answeredBy != null && name.startsWith(answeredBy);
  }

  private boolean takesButForWhoAnswered(ExchangeLine line) {
    return (route == null || route.equals(line.route()))
        && (role == null || role.equals(line.role()))
        && (outcome == null || outcome.equals(line.outcome()))
        && (leastStatus == null || line.status() >= leastStatus)
        && (mostStatus == null || line.status() <= mostStatus)
        && (app == null || app.equals(line.app()))
        && (since == null || !line.receivedAt().isBefore(since))
        && (until == null || line.receivedAt().isBefore(until))
        && (users == null || (line.user() != null && users.contains(line.user())))
        && (path == null || line.path().contains(path))
        && (id == null
            || isLike(line.exchangeId().toString(), id)
            || isLike(line.requestId().toString(), id));
  }

  private static boolean isLike(String whole, String part) {
    return whole.startsWith(part) || whole.endsWith(part);
  }

  /** Without the users, who are not for the log. */
  @Override
  public String toString() {
    return "LineFilter[route=%s, role=%s, outcome=%s, app=%s, users=%d]"
        .formatted(route, role, outcome, app, users == null ? 0 : users.size());
  }
}
