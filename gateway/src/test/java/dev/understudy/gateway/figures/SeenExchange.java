package dev.understudy.gateway.figures;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.ExchangeDraft;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Exchanges as figures see them. */
public final class SeenExchange {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private SeenExchange() {}

  /** One at noon, without texts, whose first byte came after half its duration. */
  public static Exchange of(
      String route, String upstream, Role role, int status, Duration duration, Outcome outcome) {
    return new ExchangeDraft(new UUID(1, 1), new UUID(1, 2), NOON)
        .playing(role)
        .routed(route, "canary", "v1")
        .to(upstream)
        .ended(status, outcome, null)
        .took(duration.dividedBy(2), duration)
        .made();
  }
}
