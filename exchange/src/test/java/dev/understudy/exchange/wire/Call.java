package dev.understudy.exchange.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes exchanges for tests: what was sent to a path and what came back. */
final class Call {
  static final String CHAT = "/v1/chat/completions";
  static final String RESPONSES = "/v1/responses";
  static final String MESSAGES = "/v1/messages";

  private final String target;
  private String method = "POST";
  private Body request = Body.EMPTY;
  private Body response = Body.EMPTY;
  private final List<Header> requestHeaders = new ArrayList<>();
  private final List<Header> responseHeaders = new ArrayList<>();

  private Call(String target) {
    this.target = target;
  }

  static Call to(String target) {
    return new Call(target);
  }

  Call method(String name) {
    method = name;
    return this;
  }

  Call asking(String body) {
    return asking(Body.of(body.getBytes(UTF_8)));
  }

  Call asking(Body body) {
    request = body;
    return this;
  }

  Call answered(String body) {
    return answered(Body.of(body.getBytes(UTF_8)));
  }

  Call answered(Body body) {
    response = body;
    return this;
  }

  Call requestHeader(String name, String value) {
    requestHeaders.add(new Header(name, value));
    return this;
  }

  Call responseHeader(String name, String value) {
    responseHeaders.add(new Header(name, value));
    return this;
  }

  Reading read() {
    return WireReader.withoutTokenEstimates().read(exchange());
  }

  Exchange exchange() {
    return new Exchange(
        new UUID(0, 1),
        new UUID(0, 2),
        Role.PRIMARY,
        Instant.EPOCH,
        "test",
        null,
        "default",
        "teacher",
        null,
        null,
        null,
        null,
        null,
        "teacher",
        null,
        method,
        target,
        200,
        Outcome.COMPLETE,
        null,
        null,
        Duration.ofMillis(5),
        requestHeaders,
        responseHeaders,
        request,
        response);
  }
}
