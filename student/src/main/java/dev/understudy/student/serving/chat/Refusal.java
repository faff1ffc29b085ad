package dev.understudy.student.serving.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is declined, in the shape in which OpenAI's API declines. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final @Nullable String param;
  private final @Nullable String code;
  private final @Nullable Duration retryAfter;

  private Refusal(
      int status,
      String type,
      String message,
      @Nullable String param,
      @Nullable String code,
      @Nullable Duration retryAfter) {
    // No stack trace: a refusal is an answer, and one may be given for every request.
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  private static Refusal invalid(
      int status, String message, @Nullable String param, @Nullable String code) {
    return new Refusal(status, "invalid_request_error", message, param, code, null);
  }

  /** The body is no JSON object. */
  static Refusal notJson() {
    return invalid(
        400,
        "We could not parse the body of your request: expected one JSON object.",
        null,
        "invalid_json");
  }

  /** A parameter has a value that cannot be; the message must not quote prompts. */
  static Refusal invalidValue(String param, String message) {
    return invalid(400, message, param, "invalid_value");
  }

  /** A parameter has a value of the wrong type. */
  static Refusal wrongType(String param, String expected, JsonNode found) {
    return invalidValue(
        param,
        "Invalid type for '%s': expected %s, found %s."
            .formatted(param, expected, Shape.of(found)));
  }

  /** A required parameter is not there. */
  static Refusal missing(String param) {
    return invalid(
        400, "Missing required parameter: '" + param + "'.", param, "missing_required_parameter");
  }

  /** A parameter asks for what no student can do. */
  static Refusal unsupported(String param, String message) {
    return invalid(400, message, param, "unsupported_parameter");
  }

  /** The request asks in a way that would have been possible, but not with this answer. */
  static Refusal unfitAnswer(String message) {
    return invalid(400, message, "response_format", "unsupported_value");
  }

  /** There is no such model. */
  public static Refusal unknownModel(String model) {
    return invalid(404, "The model '" + model + "' does not exist.", "model", "model_not_found");
  }

  /** The body is no JSON by its header fields. */
  public static Refusal unsupportedMediaType(String message) {
    return invalid(415, message, null, "unsupported_media_type");
  }

  /** A failure of HTTP itself: no such path, a method not allowed, a body too large. */
  public static Refusal http(int status, String message) {
    return invalid(status, message, null, null);
  }

  /** The body did not come in time. */
  public static Refusal slowBody(Duration timeout) {
    return invalid(
        408,
        "The request's body did not come within " + timeout.toMillis() + " ms.",
        null,
        "timeout");
  }

  /** Too many questions wait. */
  public static Refusal queueFull(String model, Duration retryAfter) {
    return new Refusal(
        429,
        "requests",
        "As many requests as may wait for the model '" + model + "' wait already; try again later.",
        null,
        "rate_limit_exceeded",
        retryAfter);
  }

  /** The answer would have come too late. */
  public static Refusal expired(Duration timeout, Duration retryAfter) {
    return new Refusal(
        503,
        "server_error",
        "The request was not answered within " + timeout.toMillis() + " ms.",
        null,
        "timeout",
        retryAfter);
  }

  /** The server does not answer yet, or no more. */
  public static Refusal unavailable(String message) {
    return new Refusal(503, "server_error", message, null, "unavailable", Duration.ofSeconds(1));
  }

  /** The server failed. */
  public static Refusal failed() {
    return new Refusal(
        500, "server_error", "The student failed to answer; its log says why.", null, null, null);
  }

  /** The HTTP status to answer with. */
  public int status() {
    return status;
  }

  /** When to try again; null where that is of no use. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The body to answer with. */
  public ObjectNode toJson() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error")
        .put("message", getMessage())
        .put("type", type)
        .put("param", param)
        .put("code", code);
    return body;
  }
}
