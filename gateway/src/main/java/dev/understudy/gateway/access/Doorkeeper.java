package dev.understudy.gateway.access;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls pass of those who are known, and tells the handlers after it who calls ({@link
 * Caller#of}). Known is who has a token, or a browser that signed in; what such a browser changes
 * it must change from a page of ours. Where nobody is asked, this machine alone passes: then a
 * browser's page must not speak for its user either, neither under a foreign name that was pointed
 * at this machine (DNS rebinding) nor from a foreign origin, nor a proxy for the world, as far as
 * it says that it is one.
 */
public final class Doorkeeper implements Handler<RoutingContext> {
  /** The header in which pages of a session say what foreign pages cannot know. */
  static final String CSRF = "x-understudy-csrf";

  /** What a proxy says of whom it speaks for (RFC 7239; RFC 9110, section 7.6.3; custom). */
  private static final List<String> OF_PROXIES =
      List.of("forwarded", "x-forwarded-for", "x-forwarded-host", "via");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|::1|\\[::1\\]");
  private static final String BEARER = "bearer ";
  private static final String SESSION = Session.class.getName();

  private final AccessSettings settings;
  private final boolean loopback;
  private final List<Token> tokens;
  private final Sessions sessions;
  private final Cookies cookies;
  private final Attempts attempts;
  private final Refusals refusals;

  /** A doorkeeper of a port bound to that host. */
  Doorkeeper(
      String host,
      AccessSettings settings,
      Sessions sessions,
      Cookies cookies,
      Attempts attempts,
      Refusals refusals) {
    this.settings = settings;
    this.loopback = Loopback.holds(host);
    this.tokens = settings.known();
    this.sessions = sessions;
    this.cookies = cookies;
    this.attempts = attempts;
    this.refusals = refusals;
  }

  @Override
  public void handle(RoutingContext call) {
    refusals.attach(call);
    if (!settings.isGuarded()) {
      onThisMachine(call);
      return;
    }
    String given = bearer(call.request());
    if (given != null) {
      withToken(call, given);
      return;
    }
    Session session = sessions.use(cookies.session(call));
    if (session != null) {
      inSession(call, session);
    } else if (call.request().method().equals(HttpMethod.GET) && wantsPage(call.request())) {
      LoginDesk.to(call, Access.LOGIN);
    } else {
      unknown(call, Refusal.UNKNOWN);
    }
  }

  private void onThisMachine(RoutingContext call) {
    HttpServerRequest request = call.request();
    String proxy = ofProxy(request);
    if (!loopback) {
      refuse(
          call,
          403,
          Refusal.MACHINE,
          "the admin port listens beyond this machine and has no token: set admin_token to"
              + " env:NAME or file:PATH, or let it listen on 127.0.0.1");
    } else if (!Loopback.holds(request.remoteAddress().hostAddress())) {
      refuse(
          call,
          403,
          Refusal.MACHINE,
          "without tokens this machine alone is answered, and the call comes from %s; set admin_token"
              .formatted(request.remoteAddress().hostAddress()));
    } else if (proxy != null) {
      refuse(
          call,
          403,
          Refusal.MACHINE,
          "without tokens this machine alone is answered, and the header %s says that the call comes"
                  .formatted(proxy)
              + " through a proxy; set admin_token");
    } else if (!isLocal(request.authority())) {
      refuse(
          call,
          403,
          Refusal.MACHINE,
          "without admin_token this port is called as localhost, 127.0.0.1 or [::1] only; the"
              + " header host says otherwise; call it by one of these, or set admin_token");
    } else if (Origins.isUnsafe(request) && Origins.isForeign(request, null)) {
      refuse(
          call,
          403,
          Refusal.ORIGIN,
          "without admin_token pages of other origins may not move anything");
    } else {
      pass(call, "", Role.OPERATOR);
    }
  }

  private void withToken(RoutingContext call, String given) {
    String address = call.request().remoteAddress().hostAddress();
    Token token = known(given);
    long wait =
        token == null ? attempts.waitSeconds(address) : attempts.waitSeconds(address, token);
    if (wait > 0) {
      tooMany(call, wait);
    } else if (token == null) {
      attempts.failed(address, given);
      unknown(call, Refusal.TOKEN);
    } else {
      attempts.heard(address, token);
      pass(call, token.name(), token.role());
    }
  }

  /** The token that was given, or null; which one it is not, and how nearly, takes no time. */
  @Nullable Token known(String given) {
    Token known = null;
    for (Token token : tokens) {
      if (token.secret().matches(given)) {
        known = token;
      }
    }
    return known;
  }

  private void inSession(RoutingContext call, Session session) {
    HttpServerRequest request = call.request();
    if (Origins.isUnsafe(request) && Origins.isForeign(request, settings.console().url())) {
      refuse(call, 403, Refusal.ORIGIN, Origins.FOREIGN);
      return;
    }
    if (Origins.isUnsafe(request) && !isSame(session.csrf(), request.getHeader(CSRF))) {
      refuse(
          call,
          403,
          Refusal.CSRF,
          "expected the header '%s' as GET /console/api/me tells it, from a page of this port; a"
                  .formatted(CSRF)
              + " browser's session moves nothing without");
      return;
    }
    call.put(SESSION, session);
    pass(call, session.who(), session.role());
  }

  /** Compares in a time that tells nothing. */
  static boolean isSame(String expected, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static void pass(RoutingContext call, String who, Role role) {
    new Caller(who, call.request().remoteAddress().hostAddress(), role).attach(call);
    call.next();
  }

  /** The session in which a call is made, or null where it is made in none. */
  static @Nullable Session session(RoutingContext call) {
    return call.get(SESSION);
  }

  private static void unknown(RoutingContext call, Refusal why) {
    call.response().putHeader("www-authenticate", "Bearer realm=\"understudy admin\"");
    refuse(
        call,
        401,
        why,
        "expected 'Authorization: Bearer ...' with a token of admin_token or admin_tokens, or a"
            + " browser that signed in at "
            + Access.LOGIN);
  }

  /** Says that an address has to wait before it is heard. */
  private static void tooMany(RoutingContext call, long waitSeconds) {
    call.response().putHeader("retry-after", Long.toString(waitSeconds));
    refuse(call, 429, Refusal.WAITING, Attempts.message(waitSeconds));
  }

  private static void refuse(RoutingContext call, int status, Refusal why, String message) {
    Refusals.count(call, why);
    Answers.problem(call, status, message);
  }

  /** Lets callers pass that may do what a role may; others are told which role is asked. */
  public static SecurityPolicyHandler needs(Role role) {
    return call -> {
      Role has = Caller.of(call).role();
      if (has.covers(role)) {
        call.next();
      } else {
        refuse(
            call,
            403,
            Refusal.ROLE,
            "expected a caller with the role '%s', found '%s'; ask whoever keeps the settings"
                .formatted(role.word(), has.word()));
      }
    };
  }

  private static @Nullable String bearer(HttpServerRequest request) {
    String given = request.getHeader(HttpHeaders.AUTHORIZATION);
    return given != null && given.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? given.substring(BEARER.length()).strip()
        : null;
  }

  private static @Nullable String ofProxy(HttpServerRequest request) {
    return OF_PROXIES.stream()
        .filter(name -> request.getHeader(name) != null)
        .findFirst()
        .orElse(null);
  }

  private static boolean wantsPage(HttpServerRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains("text/html");
  }

  private static boolean isLocal(@Nullable HostAndPort authority) {
    return authority != null
        && LOOPBACK.matcher(authority.host().toLowerCase(Locale.ROOT)).matches();
  }
}
