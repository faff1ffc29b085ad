package dev.understudy.gateway.downstream;

/**
 * Why the gateway itself answers, or breaks off, instead of passing an upstream's answer on. Each
 * kind has the status and the words that clients of the OpenAI API understand.
 */
public enum Failure {
  /** The request is malformed or could be read in two ways (RFC 9112, section 11). */
  BAD_REQUEST(400, "invalid_request_error", "malformed_request"),
  /** The request's body is longer than the gateway takes. */
  BODY_TOO_LARGE(413, "invalid_request_error", "request_too_large"),
  /** The request line is longer than the gateway takes. */
  TARGET_TOO_LONG(414, "invalid_request_error", "uri_too_long"),
  /** The header fields are longer than the gateway takes. */
  HEADERS_TOO_LARGE(431, "invalid_request_error", "headers_too_large"),
  /** The gateway itself failed; a defect. */
  INTERNAL(500, "gateway_error", "internal_error"),
  /** No connection to the upstream came about. */
  UPSTREAM_UNREACHABLE(502, "upstream_error", "upstream_unreachable"),
  /** The upstream broke the connection before its answer began. */
  UPSTREAM_BROKEN(502, "upstream_error", "upstream_broken"),
  /** Too many requests wait for a connection to the upstream. */
  UPSTREAM_OVERLOADED(503, "upstream_error", "upstream_overloaded"),
  /** Recording is required and impossible just now. */
  CAPTURE_UNAVAILABLE(503, "gateway_error", "capture_unavailable"),
  /** The upstream's answer is not as the route's guard says it must be. */
  OUTPUT_REFUSED(502, "gateway_error", "output_refused"),
  /** The upstream did not accept a connection in time. */
  CONNECT_TIMEOUT(504, "upstream_error", "upstream_connect_timeout"),
  /** The upstream's answer did not begin in time. */
  FIRST_BYTE_TIMEOUT(504, "upstream_error", "upstream_timeout"),
  /** The upstream's answer paused for too long. */
  IDLE_TIMEOUT(504, "upstream_error", "upstream_idle_timeout"),
  /** The whole exchange took too long. */
  TOTAL_TIMEOUT(504, "upstream_error", "upstream_total_timeout");

  private final int status;
  private final String type;
  private final String code;

  Failure(int status, String type, String code) {
    this.status = status;
    this.type = type;
    this.code = code;
  }

  /** The HTTP status it is answered with while no byte of an answer has been sent. */
  public int status() {
    return status;
  }

  /** The word for its family, {@code error.type} in the answer. */
  public String type() {
    return type;
  }

  /** The word for it, {@code error.code} in the answer, in records and in metrics. */
  public String code() {
    return code;
  }

  /** Whether a deadline passed. */
  public boolean isTimeout() {
    return status == 504;
  }
}
