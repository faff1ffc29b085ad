package dev.understudy.gateway.relay;

import dev.understudy.gateway.upstream.Destination;
import dev.understudy.rules.CredentialHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Passes header fields on: all of them, in order, repeats kept, save those for one hop only. */
public final class Headers {
  private Headers() {}

  /**
   * Copies a request's fields for the upstream, the client's credentials if they are for it. {@code
   * Host} keeps its place and gets the upstream's authority; the pieces into which HTTP/2 may cut
   * {@code Cookie} are joined again (RFC 9113, section 8.2.3).
   */
  public static void copyRequest(MultiMap from, MultiMap to, Destination upstream) {
    Set<String> named = HopByHop.namedBy(from);
    boolean hosted = false;
    boolean own = upstream.clientCredentials();
    String authority = upstream.origin().authority();
    for (Map.Entry<String, String> field : from) {
      String name = field.getKey();
      if (isForOneHop(name, named) || name.equalsIgnoreCase("trailer")) {
        continue; // trailers of requests are not passed on, so they are not announced
      }
      if (!own && CredentialHeaders.isCredential(name)) {
        continue;
      }
      if (name.length() == 4 && name.equalsIgnoreCase("host")) {
        if (!hosted) {
          to.add(name, authority);
          hosted = true;
        }
      } else if (name.length() == 6 && name.equals("cookie") && to.contains("cookie")) {
        to.set("cookie", to.get("cookie") + "; " + field.getValue());
      } else if (name.isEmpty() || name.charAt(0) != ':') {
        to.add(name, field.getValue());
      }
    }
    if (!hosted) {
      to.add(HttpHeaders.HOST, authority);
    }
    if (upstream.authorization() != null) {
      to.set(HttpHeaders.AUTHORIZATION, upstream.authorization());
    }
  }

  /** Copies a response's fields for the client. */
  static void copyResponse(MultiMap from, MultiMap to) {
    Set<String> named = HopByHop.namedBy(from);
    for (Map.Entry<String, String> field : from) {
      String name = field.getKey();
      if (!isForOneHop(name, named) && (name.isEmpty() || name.charAt(0) != ':')) {
        to.add(name, field.getValue());
      }
    }
  }

  private static boolean isForOneHop(String name, Set<String> named) {
    return HopByHop.is(name) || (!named.isEmpty() && named.contains(name.toLowerCase(Locale.ROOT)));
  }
}
