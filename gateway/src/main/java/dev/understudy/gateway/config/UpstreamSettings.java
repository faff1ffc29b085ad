package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How upstreams are spoken to.
 *
 * @param http the version of HTTP
 * @param connections the most connections per event loop and upstream over HTTP/1.1
 * @param queue the most requests that wait for a connection, per event loop and upstream
 * @param trust a PEM file of the certificates to trust instead of the system's, or null
 * @param timeouts the deadlines of calls whose upstream sets no others
 */
public record UpstreamSettings(
    HttpVersion http, int connections, int queue, @Nullable Path trust, Timeouts timeouts) {
  /** Whatever version the upstream offers, and the system's trusted certificates. */
  public static final UpstreamSettings DEFAULT =
      new UpstreamSettings(HttpVersion.AUTO, 1024, 4096, null, Timeouts.DEFAULT);

  /** Which version of HTTP an upstream is spoken to in. */
  public enum HttpVersion {
    /** What ALPN agrees on over TLS, HTTP/1.1 over cleartext. */
    AUTO("auto"),
    /** HTTP/1.1 only. */
    HTTP_1_1("1.1"),
    /** HTTP/2 only; over cleartext with prior knowledge (RFC 9113, section 3.3). */
    HTTP_2("2");

    private static final Scalar<HttpVersion> WORDS = Scalar.words(byWord());

    private final String word;

    HttpVersion(String word) {
      this.word = word;
    }

    private static Map<String, HttpVersion> byWord() {
      Map<String, HttpVersion> words = new LinkedHashMap<>();
      Arrays.stream(values()).forEach(each -> words.put(each.word, each));
      return words;
    }
  }

  static UpstreamSettings read(Section in, Path folder) {
    return new UpstreamSettings(
        in.value("http", HttpVersion.WORDS, DEFAULT.http),
        in.value("connections", Scalar.integer(1, 1_000_000), DEFAULT.connections),
        in.value("queue", Scalar.integer(0, 1_000_000), DEFAULT.queue),
        in.valueOrNull(
            "trust", Scalar.path(folder).where(Files::isReadable, TlsSettings.UNREADABLE)),
        in.section("timeouts", Timeouts::read));
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("http", http.word);
    keys.put("connections", connections);
    keys.put("queue", queue);
    if (trust != null) {
      keys.put("trust", trust.toString());
    }
    keys.put("timeouts", timeouts.written());
    return keys;
  }
}
