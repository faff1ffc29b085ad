package dev.understudy.gateway.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * The cookies of browsers that signed in, or are about to. Scripts cannot read them. Where browsers
 * come by TLS they travel by TLS alone, under names that no other host can set ({@code __Host-},
 * RFC 6265bis, section 4.1.3.2).
 */
final class Cookies {
  private static final String SESSION = "understudy-session";
  private static final String SIGNING_IN = "understudy-signing-in";
  private static final String LOCKED = "__Host-";

  private final Transport transport;

  /** Cookies for browsers that come that way. */
  Cookies(Transport transport) {
    this.transport = transport;
  }

  /** What the session's cookie says, or an empty text. */
  String session(RoutingContext call) {
    return value(call, SESSION);
  }

  /** What the cookie says of a browser that was sent to the provider, or an empty text. */
  String signingIn(RoutingContext call) {
    return value(call, SIGNING_IN);
  }

  /** Gives the browser a session's cookie, which is sent with calls of our own pages alone. */
  void giveSession(RoutingContext call, String id) {
    call.response().addCookie(cookie(SESSION, id).setSameSite(CookieSameSite.STRICT));
  }

  /** Gives the browser a cookie to come back from the provider with, from whose page it comes. */
  void giveSigningIn(RoutingContext call, String id, Duration lasts) {
    call.response()
        .addCookie(
            cookie(SIGNING_IN, id).setSameSite(CookieSameSite.LAX).setMaxAge(lasts.toSeconds()));
  }

  /** Takes the session's cookie away. */
  void takeSession(RoutingContext call) {
    call.response().addCookie(cookie(SESSION, "").setSameSite(CookieSameSite.STRICT).setMaxAge(0));
  }

  /** Takes the other cookie away. */
  void takeSigningIn(RoutingContext call) {
    call.response().addCookie(cookie(SIGNING_IN, "").setSameSite(CookieSameSite.LAX).setMaxAge(0));
  }

  private String value(RoutingContext call, String name) {
    Cookie cookie = call.request().getCookie(named(name));
    return cookie == null || cookie.getValue() == null ? "" : cookie.getValue();
  }

  private Cookie cookie(String name, String value) {
    return Cookie.cookie(named(name), value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(transport == Transport.TLS);
  }

  private String named(String name) {
    return transport == Transport.TLS ? LOCKED + name : name;
  }
}
