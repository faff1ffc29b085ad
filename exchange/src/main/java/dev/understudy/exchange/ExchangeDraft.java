package dev.understudy.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that is made up, for benchmarks and tests: a chat call of the gateway {@code g} on
 * the route {@code r}, answered by {@code large} whole and without texts, where nothing else is
 * said. For one thread.
 */
public final class ExchangeDraft {
  private final UUID requestId;
  private final UUID exchangeId;
  private final Instant at;
  private Role role = Role.PRIMARY;
  private String instance = "g";
  private @Nullable String rulesVersion;
  private String route = "r";
  private String launch = "teacher";
  private @Nullable String app;
  private @Nullable String user;
  private @Nullable String session;
  private @Nullable String tags;
  private String upstream = "large";
  private @Nullable String mayTrain;
  private String target = "/v1/chat/completions";
  private int status = 200;
  private Outcome outcome = Outcome.COMPLETE;
  private @Nullable String error;
  private @Nullable Duration firstByte;
  private Duration duration = Duration.ofMillis(50);
  private final List<Header> requestHeaders = new ArrayList<>();
  private final List<Header> responseHeaders = new ArrayList<>();
  private Body request = Body.EMPTY;
  private Body response = Body.EMPTY;

  /** One with these ids, received then. */
  public ExchangeDraft(UUID requestId, UUID exchangeId, Instant at) {
    this.requestId = requestId;
    this.exchangeId = exchangeId;
    this.at = at;
  }

  /** Taken by that gateway. */
  public ExchangeDraft takenBy(String gateway) {
    instance = gateway;
    return this;
  }

  /** On that route, which is launched so under rules of that version, or under none. */
  public ExchangeDraft routed(String name, String launched, @Nullable String rules) {
    route = name;
    launch = launched;
    rulesVersion = rules;
    return this;
  }

  /** In that role. */
  public ExchangeDraft playing(Role as) {
    role = as;
    return this;
  }

  /** Asked by that application and user, in that conversation. */
  public ExchangeDraft by(
      @Nullable String application, @Nullable String person, @Nullable String conversation) {
    app = application;
    user = person;
    session = conversation;
    return this;
  }

  /** With those facts of the client's, as JSON. */
  public ExchangeDraft tagged(@Nullable String facts) {
    tags = facts;
    return this;
  }

  /** Sent to that upstream. */
  public ExchangeDraft to(String asked) {
    upstream = asked;
    return this;
  }

  /** Whether the upstream allows training on its answers. */
  public ExchangeDraft mayTrain(String word) {
    mayTrain = word;
    return this;
  }

  /** With that request target. */
  public ExchangeDraft asking(String path) {
    target = path;
    return this;
  }

  /** With that status, ended so. */
  public ExchangeDraft ended(int with, Outcome how, @Nullable String why) {
    status = with;
    outcome = how;
    error = why;
    return this;
  }

  /** The first byte came after so long, the last after so long. */
  public ExchangeDraft took(Duration first, Duration all) {
    firstByte = first;
    duration = all;
    return this;
  }

  /** With one more header of the request. */
  public ExchangeDraft requestHeader(String name, String value) {
    requestHeaders.add(new Header(name, value));
    return this;
  }

  /** With one more header of the answer. */
  public ExchangeDraft responseHeader(String name, String value) {
    responseHeaders.add(new Header(name, value));
    return this;
  }

  /** With those bodies. */
  public ExchangeDraft saying(Body asked, Body answered) {
    request = asked;
    response = answered;
    return this;
  }

  /** With those bodies, as UTF-8. */
  public ExchangeDraft saying(String asked, String answered) {
    return saying(Body.of(asked.getBytes(UTF_8)), Body.of(answered.getBytes(UTF_8)));
  }

  /** The exchange. */
  public Exchange made() {
    return new Exchange(
        requestId,
        exchangeId,
        role,
        at,
        instance,
        rulesVersion,
        route,
        launch,
        null,
        app,
        user,
        session,
        tags,
        upstream,
        mayTrain,
        "POST",
        target,
        status,
        outcome,
        error,
        firstByte,
        duration,
        requestHeaders,
        responseHeaders,
        request,
        response);
  }
}
