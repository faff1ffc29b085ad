package dev.understudy.gateway.relay;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The header fields that speak about one connection only and are never passed on: those of RFC
 * 9110, section 7.6.1, the historical ones that proxies remove, and those a message's own {@code
 * Connection} field names.
 */
final class HopByHop {
  private static final Set<String> NONE = Set.of();

  private HopByHop() {}

  /** Whether fields of that name, in any case, are for one connection only. */
  static boolean is(String name) {
    return switch (name.length()) {
      case 2 -> name.equalsIgnoreCase("te");
      case 7 -> name.equalsIgnoreCase("upgrade");
      case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
      case 14 -> name.equalsIgnoreCase("http2-settings");
      case 16 -> name.equalsIgnoreCase("proxy-connection");
      case 17 -> name.equalsIgnoreCase("transfer-encoding");
      case 18 -> name.equalsIgnoreCase("proxy-authenticate");
      case 19 -> name.equalsIgnoreCase("proxy-authorization");
      default -> false;
    };
  }

  /**
   * The further names, in lower case, that a message's {@code Connection} fields list.
   *
   * @param headers the message's fields; of several {@code Connection} fields, all count (RFC 9110,
   *     section 5.3)
   */
  static Set<String> namedBy(MultiMap headers) {
    String connection = headers.get(HttpHeaders.CONNECTION);
    if (connection == null) {
      return NONE;
    }
    List<String> all = headers.getAll(HttpHeaders.CONNECTION);
    return namedIn(all.size() == 1 ? connection : String.join(",", all));
  }

  private static Set<String> namedIn(String connection) {
    if (connection.isEmpty()
        || connection.equalsIgnoreCase("keep-alive")
        || connection.equalsIgnoreCase("close")) {
      return NONE;
    }
    return Set.copyOf(
        Arrays.stream(connection.toLowerCase(Locale.ROOT).split(","))
            .map(String::strip)
            .filter(token -> !token.isEmpty())
            .distinct()
            .toList());
  }
}
