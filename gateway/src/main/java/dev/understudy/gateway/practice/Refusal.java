package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A request the practice teacher declines, in the shape in which OpenAI's API declines. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String param;
  private final @Nullable String code;

  private Refusal(int status, String message, @Nullable String param, @Nullable String code) {
    // No stack trace: a refusal is an answer, and one may be given for every request.
    super(message, null, false, false);
    this.status = status;
    this.param = param;
    this.code = code;
  }

  /** The body cannot be parsed as JSON. */
  static Refusal notJson() {
    return new Refusal(
        400,
        "We could not parse the JSON body of your request. The practice teacher expects a JSON"
            + " payload, as the API does.",
        null,
        null);
  }

  /** A parameter has a value that cannot be. */
  static Refusal badParameter(String param, String message) {
    return new Refusal(400, message, param, "invalid_value");
  }

  /** A required parameter is not there. */
  static Refusal missingParameter(String param) {
    return new Refusal(
        400, "Missing required parameter: '" + param + "'.", param, "missing_required_parameter");
  }

  /** Nobody wrote down an answer to these messages. */
  static Refusal unknownPrompt(String message) {
    return new Refusal(404, message, "messages", "unknown_prompt");
  }

  /** There is no such model. */
  static Refusal unknownModel(String model) {
    return new Refusal(
        404, "The model '" + model + "' does not exist.", "model", "model_not_found");
  }

  /** A failure of HTTP itself: no such path, a method not allowed, a body too large. */
  static Refusal http(int status, String message) {
    return new Refusal(status, message, null, null);
  }

  int status() {
    return status;
  }

  /** The body to answer with. */
  ObjectNode toJson() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error")
        .put("message", getMessage())
        .put("type", status < 500 ? "invalid_request_error" : "server_error")
        .put("param", param)
        .put("code", code);
    return body;
  }
}
