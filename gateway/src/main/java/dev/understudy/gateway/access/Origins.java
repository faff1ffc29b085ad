package dev.understudy.gateway.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells calls of our own pages from calls of others' pages. */
final class Origins {
  /** What is said to pages of other origins, and to our own where settings are amiss. */
  static final String FOREIGN =
      "the page's origin is not the address this port is called by; behind a proxy set console.url"
          + " to what browsers see";

  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS); // RFC 9110, section 9.2.1

  private Origins() {}

  /** Whether the call may change something. */
  static boolean isUnsafe(HttpServerRequest request) {
    return !SAFE.contains(request.method());
  }

  /**
   * Whether a page of another origin makes the call. Calls of no page are not foreign; old browsers
   * do not say. A scheme's usual port is the same said or left out.
   *
   * @param url where browsers find this port, or null where they call it as the call says
   */
  static boolean isForeign(HttpServerRequest request, @Nullable URI url) {
    String said = request.getHeader(HttpHeaders.ORIGIN);
    if (said == null) {
      return false;
    }
    Place origin = place(said);
    if (origin == null) {
      return true;
    }
    boolean ours = url != null && origin.equals(place(url.toString()));
    return !ours && !origin.equals(called(request.authority(), origin.scheme));
  }

  /** Where something is; the port is never left out. */
  private record Place(String scheme, String host, int port) {}

  private static @Nullable Place place(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getScheme() == null || uri.getHost() == null
          ? null
          : place(uri.getScheme().toLowerCase(Locale.ROOT), uri.getHost(), uri.getPort());
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }

  /** How the call says this port is called; by which scheme browsers came it does not say. */
  private static @Nullable Place called(@Nullable HostAndPort authority, String scheme) {
    return authority == null ? null : place(scheme, authority.host(), authority.port());
  }

  private static Place place(String scheme, String host, int port) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    int usual = scheme.equals("https") ? 443 : 80;
    return new Place(scheme, bare.toLowerCase(Locale.ROOT), port > 0 ? port : usual);
  }
}
