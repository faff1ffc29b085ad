package dev.understudy.gateway.config;

import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where traces go, and of how many requests.
 *
 * @param endpoint the base URL of a collector that takes OTLP over HTTP
 * @param sample the share of the requests without a trace context that are traced; clients that
 *     send one decide themselves
 * @param headers what the collector is sent besides, by header name in lower case; {@code
 *     authorization} is sent as a bearer token
 */
public record TracingSettings(URI endpoint, Share sample, Map<String, Secret> headers) {
  /** One request in twenty. */
  public static final Share USUAL_SAMPLE = new Share(new BigDecimal("0.05"));

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<String> FRAMING =
      Set.of("host", "connection", "content-length", "content-type", "transfer-encoding");

  /** A header's name (RFC 9110, section 5.6.2) that is for the user to set. */
  private static final Scalar<String> HEADER_NAME =
      Scalar.of("unreadable", text -> text.toLowerCase(Locale.ROOT))
          .where(
              name -> TOKEN.matcher(name).matches() && !FRAMING.contains(name),
              "must be the name of a header that is free to be set");

  public TracingSettings {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(sample, "sample");
    headers = Map.copyOf(headers);
  }

  static TracingSettings read(Section in, Map<String, String> environment, Path folder) {
    return new TracingSettings(
        in.required("endpoint", Scalar.BASE_URL),
        in.value("sample", Scalar.SHARE, USUAL_SAMPLE),
        in.namedValues("headers", HEADER_NAME, Secret.in(environment, folder)));
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("endpoint", endpoint.toString());
    keys.put("sample", sample.toString());
    if (!headers.isEmpty()) {
      Map<String, Object> named = new LinkedHashMap<>();
      headers.keySet().stream()
          .sorted()
          .forEach(name -> named.put(name, Objects.requireNonNull(headers.get(name)).source()));
      keys.put("headers", named);
    }
    return keys;
  }
}
