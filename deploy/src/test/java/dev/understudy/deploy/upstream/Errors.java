package dev.understudy.deploy.upstream;

/** Error answers as the APIs shape them. */
final class Errors {
  private Errors() {}

  static Reply openAi(int status, String message, String code) {
    return Reply.json(
        status,
        ApiAnswers.object(
                "error",
                ApiAnswers.object(
                    "message",
                    message,
                    "type",
                    "invalid_request_error",
                    "param",
                    null,
                    "code",
                    code))
            .encodePrettily());
  }

  static Reply anthropic(int status, String message, String type) {
    return Reply.json(
            status,
            ApiAnswers.object(
                    "type", "error",
                    "error", ApiAnswers.object("type", type, "message", message),
                    "request_id", "req_0123456789abcdef")
                .encode())
        .with("request-id", "req_0123456789abcdef");
  }
}
