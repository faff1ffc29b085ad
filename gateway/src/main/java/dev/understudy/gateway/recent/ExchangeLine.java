package dev.understudy.gateway.recent;

import dev.understudy.exchange.Exchange;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One exchange in short: who and when, and nothing of what was said.
 *
 * @param at when the request arrived, and the exchange
 * @param requestId the request
 * @param role why it happened, such as {@code primary}
 * @param instance the gateway that took it
 * @param route the route
 * @param launch how the route served it
 * @param upstream who was asked
 * @param model the model that answered; empty where none is named, null as long as nobody looked
 * @param app the application as it names itself, or null
 * @param user the user as the capture calls them, or null
 * @param path the path asked
 * @param status the HTTP status, or 0 where none came
 * @param outcome how it ended, such as {@code complete}
 * @param firstByteMillis to the answer's first byte, or null
 * @param durationMillis to its end, or null where not known
 * @param bytes of both bodies
 */
public record ExchangeLine(
    Moment at,
    UUID requestId,
    String role,
    String instance,
    String route,
    String launch,
    String upstream,
    @Nullable String model,
    @Nullable String app,
    @Nullable String user,
    String path,
    int status,
    String outcome,
    @Nullable Double firstByteMillis,
    @Nullable Double durationMillis,
    long bytes) {
  private static final double NANOS_PER_MILLI = 1e6;

  public ExchangeLine {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(launch, "launch");
    Objects.requireNonNull(upstream, "upstream");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(outcome, "outcome");
  }

  static ExchangeLine of(Exchange exchange, Interned texts) {
    return new ExchangeLine(
        Moment.of(exchange.receivedAt(), exchange.exchangeId()),
        exchange.requestId(),
        exchange.role().word(),
        texts.of(exchange.instance()),
        texts.of(exchange.route()),
        texts.of(exchange.launch()),
        texts.of(exchange.upstream()),
        null,
        texts.orNull(exchange.app()),
        texts.orNull(exchange.user()),
        texts.of(exchange.path()),
        exchange.status(),
        exchange.outcome().word(),
        exchange.firstByte() == null ? null : exchange.firstByte().toNanos() / NANOS_PER_MILLI,
        exchange.duration().toNanos() / NANOS_PER_MILLI,
        exchange.requestBody().length() + exchange.responseBody().length());
  }

  /** The same, and the model that answered. */
  ExchangeLine answeredBy(String name) {
    return new ExchangeLine(
        at,
        requestId,
        role,
        instance,
        route,
        launch,
        upstream,
        name,
        app,
        user,
        path,
        status,
        outcome,
        firstByteMillis,
        durationMillis,
        bytes);
  }

  /** The exchange. */
  public UUID exchangeId() {
    return at.id();
  }

  /** When the request arrived. */
  public Instant receivedAt() {
    return at.time();
  }

  /** Without the user, who is not for the log. */
  @Override
  public String toString() {
    return "ExchangeLine[%s, route=%s, role=%s, upstream=%s, status=%d, outcome=%s]"
        .formatted(at, route, role, upstream, status, outcome);
  }
}
