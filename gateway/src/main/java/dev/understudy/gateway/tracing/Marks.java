package dev.understudy.gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes of spans besides {@link GenAi}: our own, and those of HTTP and servers by
 * OpenTelemetry's semantic conventions 1.37.0 (stable).
 */
final class Marks {
  static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("understudy.request_id");
  static final AttributeKey<String> EXCHANGE_ID = AttributeKey.stringKey("understudy.exchange_id");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("understudy.route");
  static final AttributeKey<String> LAUNCH = AttributeKey.stringKey("understudy.launch");

  /** The share of the keys that the student is dealt, in [0, 1]. */
  static final AttributeKey<Double> SHARE = AttributeKey.doubleKey("understudy.share");

  static final AttributeKey<String> RULES = AttributeKey.stringKey("understudy.rules_version");

  /** Who was to serve, or which upstream is asked. */
  static final AttributeKey<String> UPSTREAM = AttributeKey.stringKey("understudy.upstream");

  /** Why an upstream is asked: as the column {@code role}, or {@code moderation}. */
  static final AttributeKey<String> ROLE = AttributeKey.stringKey("understudy.role");

  /** How it ended, as the column {@code outcome}; of moderators what they said. */
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("understudy.outcome");

  /** Of a comparison: what it came to. */
  static final AttributeKey<String> VERDICT = AttributeKey.stringKey("understudy.verdict");

  /** Of a comparison: what compared. */
  static final AttributeKey<String> COMPARATOR = AttributeKey.stringKey("understudy.comparator");

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  /** When the first byte of an answer's body arrived. */
  static final String FIRST_BYTE = "first_byte";

  private Marks() {}
}
