package dev.understudy.gateway.access;

import dev.understudy.gateway.config.Secret;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls pass of those who are known, and tells the handlers after it who calls ({@link
 * Caller#of}). With a token, who has it. Without one, this machine alone: then a browser's page
 * must not speak for its user either, neither under a foreign name that was pointed at this machine
 * (DNS rebinding) nor from a foreign origin.
 */
public final class Doorkeeper implements Handler<RoutingContext> {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|::1|\\[::1\\]");
  private static final String BEARER = "bearer ";

  private final @Nullable Secret token;
  private final boolean loopback;

  /**
   * A doorkeeper of a port bound to that host; without a token, null, this machine alone passes.
   */
  public Doorkeeper(String host, @Nullable Secret token) {
    this.token = token;
    this.loopback = isLoopback(host);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  @Override
  public void handle(RoutingContext call) {
    HttpServerRequest request = call.request();
    if (token != null) {
      withToken(call, token);
    } else if (!loopback) {
      Answers.problem(
          call,
          403,
          "the admin port listens beyond this machine and has no token: set admin_token to"
              + " env:NAME or file:PATH, or let it listen on 127.0.0.1");
    } else if (!isLocal(request.authority())) {
      Answers.problem(
          call,
          403,
          "without admin_token this port is called as localhost, 127.0.0.1 or [::1] only; the"
              + " header host says otherwise");
    } else if (!request.method().equals(HttpMethod.GET) && isForeign(request)) {
      Answers.problem(
          call, 403, "without admin_token pages of other origins may not move anything");
    } else {
      pass(call, "");
    }
  }

  private static void pass(RoutingContext call, String name) {
    String from = call.request().remoteAddress().hostAddress();
    String who = name.isEmpty() ? from : name + " at " + from;
    new Caller(who, Role.OPERATOR).attach(call);
    call.next();
  }

  private static void withToken(RoutingContext call, Secret token) {
    String given = call.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (given != null
        && given.toLowerCase(Locale.ROOT).startsWith(BEARER)
        && token.matches(given.substring(BEARER.length()).strip())) {
      pass(call, token.source());
    } else {
      call.response().putHeader("www-authenticate", "Bearer realm=\"understudy admin\"");
      Answers.problem(
          call, 401, "expected 'Authorization: Bearer ...' with the token of admin_token");
    }
  }

  /** Lets callers pass that may do what a role may; others are told which role is asked. */
  public static SecurityPolicyHandler needs(Role role) {
    return call -> {
      Role has = Caller.of(call).role();
      if (has.covers(role)) {
        call.next();
      } else {
        Answers.problem(
            call,
            403,
            "expected a caller with the role '%s', found '%s'; ask whoever keeps the settings"
                .formatted(role.word(), has.word()));
      }
    };
  }

  private static boolean isLocal(@Nullable HostAndPort authority) {
    return authority != null
        && LOOPBACK.matcher(authority.host().toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean isForeign(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return false;
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return !String.valueOf(authority).equalsIgnoreCase(String.valueOf(request.authority()));
    } catch (IllegalArgumentException unreadable) {
      return true;
    }
  }
}
