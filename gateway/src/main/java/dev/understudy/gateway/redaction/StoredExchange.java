package dev.understudy.gateway.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of exchanges.
 *
 * @param row its columns
 */
record StoredExchange(ObjectNode row) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The columns that are needed. */
  static final String COLUMNS =
      """
      request_id, exchange_id, role, received_at, instance, route, launch, app, user_pseudonym,
      session, tags, upstream, method, path, status, outcome, error, request_headers,
      response_headers, request_body, request_body_encoding, request_bytes, request_sha256,
      response_body, response_body_encoding, response_bytes, response_sha256, body_truncated""";

  String route() {
    return row.path("route").asText();
  }

  String requestId() {
    return row.path("request_id").asText();
  }

  /**
   * The exchange as the gateway would give it to the capture, but for the content codings of its
   * bodies, which were taken off when it was stored.
   *
   * @throws IllegalArgumentException if the row is none of ours
   */
  Exchange exchange() {
    return new Exchange(
        UUID.fromString(requestId()),
        UUID.fromString(row.path("exchange_id").asText()),
        Role.valueOf(row.path("role").asText().toUpperCase(Locale.ROOT)),
        Instant.parse(row.path("received_at").asText()),
        row.path("instance").asText(),
        null,
        route(),
        row.path("launch").asText(),
        null,
        text("app"),
        text("user_pseudonym"),
        text("session"),
        text("tags"),
        row.path("upstream").asText(),
        null,
        row.path("method").asText(),
        row.path("path").asText(),
        row.path("status").asInt(),
        Outcome.valueOf(row.path("outcome").asText().toUpperCase(Locale.ROOT)),
        text("error"),
        null,
        Duration.ZERO,
        headers("request_headers"),
        headers("response_headers"),
        body("request"),
        body("response"));
  }

  private @Nullable String text(String column) {
    return row.path(column).isTextual() ? row.path(column).asText() : null;
  }

  private List<Header> headers(String column) {
    List<Header> headers = new ArrayList<>();
    try {
      for (JsonNode field : JSON.readTree(row.path(column).asText("[]"))) {
        String name = field.path(0).asText();
        if (!name.equalsIgnoreCase("content-encoding")) {
          headers.add(new Header(name, field.path(1).asText()));
        }
      }
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("headers that are no JSON", broken);
    }
    return headers;
  }

  private Body body(String side) {
    String kept = text(side + "_body");
    long length = row.path(side + "_bytes").asLong();
    if (kept == null) {
      return new Body(List.of(), length, false, text(side + "_sha256"));
    }
    byte[] bytes =
        row.path(side + "_body_encoding").isTextual()
            ? Base64.getDecoder().decode(kept)
            : kept.getBytes(UTF_8);
    return new Body(
        List.of(ByteBuffer.wrap(bytes)), length, row.path("body_truncated").asBoolean(), null);
  }
}
