package dev.understudy.gateway.tap;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an exchange before it begins.
 *
 * @param requestId the request's id
 * @param exchangeId the exchange's id
 * @param receivedAt when the request's head arrived
 * @param rulesVersion the version of the rules that decided, or null
 * @param route the route that speaks about the request
 * @param launch how the route serves it
 * @param upstream the upstream asked
 */
public record Facts(
    UUID requestId,
    UUID exchangeId,
    Instant receivedAt,
    @Nullable String rulesVersion,
    String route,
    String launch,
    String upstream) {}
