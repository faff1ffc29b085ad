package dev.understudy.gateway.downstream;

import dev.understudy.exchange.wire.coding.Utf8;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is ambiguous in a request that the parser let through: what two servers could read in
 * two ways must not be forwarded (request smuggling; RFC 9112, sections 3.2, 6.1 and 11.2).
 */
final class RequestCheck {
  private RequestCheck() {}

  /** What is wrong with the request's head, or null. */
  static @Nullable String problem(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.CONNECT)) {
      return "CONNECT is not served here; send the request itself.";
    }
    if (request.version() == HttpVersion.HTTP_2) {
      return null; // framing is HTTP/2's own, and its parser checks the rest
    }
    MultiMap headers = request.headers();
    if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
      List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
      if (codings.size() != 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
        return "Transfer-Encoding must be 'chunked' alone, got '%s'."
            .formatted(String.join(", ", codings));
      }
      if (request.version() == HttpVersion.HTTP_1_0) {
        return "Transfer-Encoding is not part of HTTP/1.0.";
      }
    }
    if (request.version() == HttpVersion.HTTP_1_1) {
      List<String> hosts = headers.getAll(HttpHeaders.HOST);
      if (hosts.size() != 1) {
        return "HTTP/1.1 requires exactly one Host header, got %d.".formatted(hosts.size());
      }
    }
    if (headers.contains("")) {
      return "A header field has no name.";
    }
    String target = request.uri();
    if (!isUtf8(target)) {
      return "The request target is not UTF-8; percent-encode other bytes.";
    }
    if (!target.startsWith("/") && !target.equals("*")) {
      return "The request target must begin with '/'; absolute targets are for forward proxies.";
    }
    return null;
  }

  /** Whether the bytes of a target, which the parser gives as one character each, are UTF-8. */
  private static boolean isUtf8(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) > 127) {
        return Utf8.isValid(target.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return true;
  }
}
