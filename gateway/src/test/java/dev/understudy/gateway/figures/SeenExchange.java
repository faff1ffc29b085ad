package dev.understudy.gateway.figures;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Exchanges as figures see them. */
public final class SeenExchange {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private SeenExchange() {}

  /** One at noon, without texts, whose first byte came after half its duration. */
  public static Exchange of(
      String route, String upstream, Role role, int status, Duration duration, Outcome outcome) {
    return new Exchange(
        new UUID(1, 1),
        new UUID(1, 2),
        role,
        NOON,
        "test",
        null,
        route,
        "canary",
        null,
        null,
        null,
        null,
        null,
        upstream,
        null,
        "POST",
        "/v1/chat/completions",
        status,
        outcome,
        null,
        duration.dividedBy(2),
        duration,
        List.of(),
        List.of(),
        Body.EMPTY,
        Body.EMPTY);
  }
}
