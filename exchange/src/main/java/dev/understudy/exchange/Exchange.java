package dev.understudy.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request to one upstream and all that came back, as it was seen on the wire. What the bytes
 * mean is not part of it; {@link dev.understudy.exchange.wire.Reading} tells that.
 *
 * <p>Header lists never hold credentials: whoever makes an exchange keeps only the headers on its
 * allow-list.
 *
 * @param requestId what the application sent once; the same for all exchanges that one request
 *     caused (UUIDv7, RFC 9562)
 * @param exchangeId this exchange alone (UUIDv7)
 * @param role why the exchange happened
 * @param receivedAt when the request's head arrived at the gateway
 * @param instance the name of the gateway that took it
 * @param rulesVersion the content hash of the rules that decided, or null where there were none
 * @param route the name of the route that spoke about the request
 * @param launch how the route served it, such as {@code teacher} or {@code canary}
 * @param bucket the request's bucket in [0, 1), or null where nothing was dealt
 * @param app the application as it names itself, or null
 * @param user the user's pseudonym, or null
 * @param session the conversation, or null
 * @param tags free facts from the client, as a JSON object, or null
 * @param upstream the name of the upstream asked
 * @param mayTrain whether its provider's terms allow training on its answers, {@code yes}, {@code
 *     no} or {@code ask}, or null where nobody said
 * @param method the HTTP method
 * @param target the request target as sent: the path, and the query where it can hold no keys
 * @param status the HTTP status of the answer, or 0 where none came
 * @param outcome how it ended
 * @param error what went wrong in a few words, never content, or null
 * @param firstByte from the request's arrival to the first byte of the answer's body, or null where
 *     none came
 * @param duration from the request's arrival to the end of the exchange
 * @param requestHeaders the client's headers on the allow-list, in order
 * @param responseHeaders the upstream's headers on the allow-list, in order
 * @param requestBody what the client sent
 * @param responseBody what the upstream sent
 */
public record Exchange(
    UUID requestId,
    UUID exchangeId,
    Role role,
    Instant receivedAt,
    String instance,
    @Nullable String rulesVersion,
    String route,
    String launch,
    @Nullable Double bucket,
    @Nullable String app,
    @Nullable String user,
    @Nullable String session,
    @Nullable String tags,
    String upstream,
    @Nullable String mayTrain,
    String method,
    String target,
    int status,
    Outcome outcome,
    @Nullable String error,
    @Nullable Duration firstByte,
    Duration duration,
    List<Header> requestHeaders,
    List<Header> responseHeaders,
    Body requestBody,
    Body responseBody)
    implements Entry {
  public Exchange {
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(exchangeId, "exchangeId");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(receivedAt, "receivedAt");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(launch, "launch");
    Objects.requireNonNull(upstream, "upstream");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(requestBody, "requestBody");
    Objects.requireNonNull(responseBody, "responseBody");
    requestHeaders = List.copyOf(requestHeaders);
    responseHeaders = List.copyOf(responseHeaders);
    if (bucket != null && !(bucket >= 0 && bucket < 1)) {
      throw new IllegalArgumentException("bucket must be within [0, 1), got " + bucket);
    }
  }

  /** The request target's path, without the query. */
  public String path() {
    return pathOf(target);
  }

  /** A request target's path, without the query. */
  public static String pathOf(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  @Override
  public Table table() {
    return Table.EXCHANGES;
  }

  @Override
  public Instant at() {
    return receivedAt;
  }

  /** How many body bytes this exchange keeps in memory, for budgets. */
  @Override
  public long keptBytes() {
    return (long) requestBody.keptBytes() + responseBody.keptBytes();
  }

  /** The value of the first request header of that name, in any case, or null. */
  public @Nullable String requestHeader(String name) {
    return first(requestHeaders, name);
  }

  /** The value of the first response header of that name, in any case, or null. */
  public @Nullable String responseHeader(String name) {
    return first(responseHeaders, name);
  }

  private static @Nullable String first(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  /** Who and how, never what was said. */
  @Override
  public String toString() {
    return "Exchange[%s %s %s %s, upstream=%s, status=%d, outcome=%s]"
        .formatted(exchangeId, role.word(), method, path(), upstream, status, outcome.word());
  }
}
