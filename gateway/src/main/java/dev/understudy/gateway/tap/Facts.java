package dev.understudy.gateway.tap;

import dev.understudy.exchange.Role;
import dev.understudy.gateway.tracing.CallTrace;
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
 * @param mayTrain whether the upstream's terms allow training on its answers, or null
 * @param terms what is recorded of the request
 * @param trace the trace of the call it is
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
    String upstream,
    @Nullable String mayTrain,
    RecordTerms terms,
    CallTrace trace) {
  /** The same, of an exchange that happened for another reason. */
  public Facts as(Role why) {
    return new Facts(
        requestId,
        exchangeId,
        why,
        receivedAt,
        rulesVersion,
        route,
        launch,
        bucket,
        upstream,
        mayTrain,
        terms,
        trace);
  }
}
