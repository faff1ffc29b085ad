package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.ByteSizes;
import dev.understudy.rules.yaml.Durations;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What clients may send.
 *
 * @param headersBytes the most bytes of all header fields of one request
 * @param requestLineBytes the most bytes of the request line
 * @param bodyBytes the most bytes of one request's body, or null for no limit
 * @param clientIdle how long a client's connection may stay without a byte moving either way, a
 *     request in flight or not; longer than the upstream's first-byte and idle deadlines, so that
 *     no client is cut while a teacher thinks; null for no limit
 */
public record Limits(
    int headersBytes,
    int requestLineBytes,
    @Nullable Long bodyBytes,
    @Nullable Duration clientIdle) {
  /** Room for long URLs and large headers; bodies of any size. */
  public static final Limits DEFAULT =
      new Limits(64 * 1024, 32 * 1024, null, Duration.ofMinutes(15));

  private static final Scalar<Long> HEAD = Scalar.bytes(1024, 16 * 1024 * 1024);

  static Limits read(Section in) {
    return new Limits(
        in.value("headers", HEAD, (long) DEFAULT.headersBytes).intValue(),
        in.value("request_line", HEAD, (long) DEFAULT.requestLineBytes).intValue(),
        in.valueOrNone("body", Scalar.BYTES, DEFAULT.bodyBytes),
        in.valueOrNone("client_idle", Scalar.DURATION, DEFAULT.clientIdle));
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("headers", ByteSizes.write(headersBytes));
    keys.put("request_line", ByteSizes.write(requestLineBytes));
    keys.put("body", bodyBytes == null ? "none" : ByteSizes.write(bodyBytes));
    keys.put("client_idle", clientIdle == null ? "none" : Durations.write(clientIdle));
    return keys;
  }
}
