package dev.understudy.gateway.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells calls of our own pages from calls of others' pages. */
final class Origins {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS); // RFC 9110, section 9.2.1

  private Origins() {}

  /** Whether the call may change something. */
  static boolean isUnsafe(HttpServerRequest request) {
    return !SAFE.contains(request.method());
  }

  /**
   * Whether a page of another origin makes the call. Calls of no page are not foreign; old browsers
   * do not say.
   *
   * @param url where browsers find this port, or null where they call it as the call says
   */
  static boolean isForeign(HttpServerRequest request, @Nullable URI url) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || (url != null && origin.equalsIgnoreCase(url.toString()))) {
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
