package dev.understudy.gateway.tap;

import dev.understudy.exchange.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an exchange before it begins.
 *
 * @param requestId the request's id
 * @param exchangeId the exchange's id
 * @param role why the exchange happens
 * @param receivedAt when the request's head arrived
 * @param rulesVersion the version of the rules that decided, or null
 * @param route the route that speaks about the request
 * @param launch how the route serves it
 * @param bucket the request's bucket in [0, 1), or null where nothing was dealt
 * @param upstream the upstream asked
 */
public record Facts(
    UUID requestId,
    UUID exchangeId,
    Role role,
    Instant receivedAt,
    @Nullable String rulesVersion,
    String route,
    String launch,
    @Nullable Double bucket,
    String upstream) {
  /** The same request's facts for another exchange. */
  public Facts forExchange(UUID another, Role why, String asked) {
    return new Facts(
        requestId, another, why, receivedAt, rulesVersion, route, launch, bucket, asked);
  }
}
