package dev.understudy.deploy.rollout;

/**
 * What a client of the crowd asks, so that it knows its own answer again.
 *
 * @param number stands in the prompt and comes back as the answer's id
 * @param stream whether the answer is to be streamed
 */
record Question(int number, boolean stream) {
  /** The body of the call to chat completions. */
  String body() {
    return "{\"model\":\"gpt-4\",\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(stream, id());
  }

  /** The one that such a body asks. */
  static Question in(String body) {
    int from = body.indexOf("question-") + "question-".length();
    int number = Integer.parseInt(body, from, body.indexOf('.', from), 10);
    return new Question(number, body.contains("\"stream\":true"));
  }

  private String id() {
    return "question-" + number + ".";
  }

  /** The content type of its answers. */
  String contentType() {
    return stream ? "text/event-stream" : "application/json";
  }

  /** A whole answer to it. */
  String answer(String model, String text) {
    if (!stream) {
      return "{\"id\":\"%s\",\"object\":\"chat.completion\",\"model\":\"%s\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"stop\"}]}"
          .formatted(id(), model, text);
    }
    return event(model, "{\"role\":\"assistant\",\"content\":\"%s\"}".formatted(text), "null")
        + event(model, "{}", "\"stop\"")
        + "data: [DONE]\n\n";
  }

  private String event(String model, String delta, String finish) {
    return "data: {\"id\":\"%s\",\"object\":\"chat.completion.chunk\",\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n"
        .formatted(id(), model, delta, finish);
  }

  /** Whether that is a whole answer to it. */
  boolean isAnsweredBy(String body) {
    return body.contains(id())
        && body.contains("\"finish_reason\":\"stop\"")
        && body.endsWith(stream ? "data: [DONE]\n\n" : "}]}");
  }
}
