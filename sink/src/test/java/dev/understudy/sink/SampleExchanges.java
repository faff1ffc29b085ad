package dev.understudy.sink;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.wire.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Exchanges for tests, from a seed. */
public final class SampleExchanges {
  public static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123456Z");
  private static final String[] PIECES = {
    "plain", "ümläut", "漢字", "\uD83D\uDE80", "\"quoted\"", "\n", "\\", "\u0000", " ", ""
  };

  private final Random random;

  public SampleExchanges(long seed) {
    this.random = new Random(seed);
  }

  /** A plain one with those bodies. */
  public static Exchange of(UUID id, Instant receivedAt, byte[] request, byte[] response) {
    return of(id, receivedAt, Body.of(request), Body.of(response));
  }

  public static Exchange of(UUID id, Instant receivedAt, Body request, Body response) {
    return new Exchange(
        id,
        id,
        Role.PRIMARY,
        receivedAt,
        "gateway-0",
        "r-1",
        "default",
        "teacher",
        null,
        "app",
        null,
        null,
        null,
        "gpt-4",
        null,
        "POST",
        "/v1/chat/completions?x=1",
        200,
        Outcome.COMPLETE,
        null,
        Duration.ofMillis(12),
        Duration.ofMillis(40),
        List.of(new Header("content-type", "application/json"), new Header("x-app", "a\"b")),
        List.of(new Header("content-type", "application/json")),
        request,
        response);
  }

  /** A plain one with a new id and small bodies. */
  public Exchange small() {
    byte[] body = ("{\"n\":" + random.nextInt() + "}").getBytes(StandardCharsets.UTF_8);
    return of(uuid(), NOON, body, body);
  }

  /** Any exchange at all: absent fields, empty and odd text, bodies in pieces, truncated. */
  public Exchange any() {
    return new Exchange(
        uuid(),
        uuid(),
        one(Role.values()),
        NOON.plusNanos(random.nextInt(7_000_000) * 1_000_003L),
        "gateway-" + random.nextInt(3),
        maybe(),
        text(),
        text(),
        random.nextBoolean() ? null : random.nextDouble(),
        maybe(),
        maybe(),
        maybe(),
        maybe(),
        text(),
        maybe(),
        text(),
        "/" + text() + "?" + text(),
        random.nextInt(600),
        one(Outcome.values()),
        maybe(),
        random.nextBoolean() ? null : Duration.ofNanos(random.nextLong() >>> 20),
        Duration.ofNanos(random.nextLong() >>> 20),
        headers(),
        headers(),
        body(),
        body());
  }

  public UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private <T> T one(T[] of) {
    return of[random.nextInt(of.length)];
  }

  private @Nullable String maybe() {
    return random.nextBoolean() ? null : text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      headers.add(new Header(text(), text()));
    }
    return headers;
  }

  private Body body() {
    return switch (random.nextInt(5)) {
      case 0 -> Body.EMPTY;
      case 1 -> new Body(List.of(), random.nextInt(1 << 20), false, "ab".repeat(32));
      case 2 -> new Body(List.of(bytes(random.nextInt(300))), 5_000_000_000L, true, null);
      default -> {
        List<ByteBuffer> pieces = new ArrayList<>();
        int length = 0;
        for (int i = random.nextInt(4); i > 0; i--) {
          ByteBuffer piece = bytes(random.nextInt(random.nextInt(20) == 0 ? 100_000 : 500));
          length += piece.remaining();
          pieces.add(piece);
        }
        yield new Body(pieces, length, false, null);
      }
    };
  }

  private ByteBuffer bytes(int length) {
    byte[] bytes = new byte[length + 3];
    random.nextBytes(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, length);
    return random.nextBoolean() ? buffer : ByteBuffer.allocateDirect(length).put(buffer).flip();
  }

  /** Reads nothing out of an exchange but its bodies, as text where they are. */
  public static Reading unread(Exchange exchange) {
    return new Reading(
        null, null, null, text(exchange.requestBody()), text(exchange.responseBody()));
  }

  private static Reading.Text text(Body body) {
    byte[] bytes = body.toByteArray();
    String decoded = new String(bytes, StandardCharsets.UTF_8);
    return new Reading.Text(
        bytes, java.util.Arrays.equals(bytes, decoded.getBytes(StandardCharsets.UTF_8)));
  }
}
