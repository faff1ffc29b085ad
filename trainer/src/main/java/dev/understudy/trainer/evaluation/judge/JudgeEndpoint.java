package dev.understudy.trainer.evaluation.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.wire.TokenEstimate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks a judge over HTTP. What may be over soon (429, 5xx, a broken connection) is tried again.
 * Messages hold neither the key nor what was sent or answered.
 */
final class JudgeEndpoint {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int ATTEMPTS = 4;
  private static final int MOST_ANSWER_TOKENS = 512; // a judge may think before its last word
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient client;
  private final JudgeSettings settings;
  private final URI uri;
  private final @Nullable String key;

  /**
   * What a judge replied.
   *
   * @param text its words
   * @param tokens in and out, as it counted them, or else estimated
   */
  record Reply(String text, long tokens) {
    /** Never the content. */
    @Override
    public String toString() {
      return "Reply[" + tokens + " tokens]";
    }
  }

  JudgeEndpoint(JudgeSettings settings, UnaryOperator<@Nullable String> environment)
      throws JudgeUnavailable {
    this.settings = settings;
    this.client = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    String base = settings.baseUrl().toString();
    this.uri = URI.create((base.endsWith("/") ? base : base + "/") + "chat/completions");
    this.key = key(settings.keyVariable(), environment);
  }

  private static @Nullable String key(
      @Nullable String variable, UnaryOperator<@Nullable String> environment)
      throws JudgeUnavailable {
    if (variable == null) {
      return null;
    }
    String key = environment.apply(variable);
    if (key == null || key.isBlank()) {
      throw new JudgeUnavailable(
          "the environment variable "
              + variable
              + ", which should hold the judge's key, is not set");
    }
    String stripped = key.strip();
    if (!stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new JudgeUnavailable(
          "the environment variable "
              + variable
              + " holds no key: it has blanks or other than"
              + " ASCII in it");
    }
    return stripped;
  }

  /** About how many tokens a call takes before it answers. */
  long estimate(JudgeCall call) {
    return TokenEstimate.of(
        JudgeCall.instructions(settings.criteria()) + call.material(), settings.model());
  }

  /** Asks, and asks again where that may help. */
  Reply ask(JudgeCall call) throws JudgeUnavailable, InterruptedException {
    HttpRequest request = request(body(call));
    Duration pause = settings.pause();
    for (int attempt = 1; ; attempt++) {
      boolean isLast = attempt == ATTEMPTS;
      try {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        int status = response.statusCode();
        if (status == 200) {
          return reply(call, response.body());
        }
        if (isLast || (status != TOO_MANY_REQUESTS && status < 500)) {
          throw new JudgeUnavailable(
              "the judge at %s answered with status %d%s"
                  .formatted(uri, status, isLast ? ", " + ATTEMPTS + " times" : ""));
        }
      } catch (IOException broken) {
        if (isLast) {
          throw new JudgeUnavailable(
              "the judge at %s could not be asked, %d times: %s"
                  .formatted(uri, ATTEMPTS, broken.getClass().getSimpleName()),
              broken);
        }
      }
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
    }
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(settings.timeout())
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (key != null) {
      request.header("authorization", "Bearer " + key);
    }
    return request.build();
  }

  private String body(JudgeCall call) {
    ObjectNode body =
        MAPPER
            .createObjectNode()
            .put("model", settings.model())
            .put("temperature", 0)
            .put("max_tokens", MOST_ANSWER_TOKENS);
    body.putArray("messages")
        .add(message("system", JudgeCall.instructions(settings.criteria())))
        .add(message("user", call.material()));
    return body.toString();
  }

  private static ObjectNode message(String role, String content) {
    return MAPPER.createObjectNode().put("role", role).put("content", content);
  }

  private Reply reply(JudgeCall call, String body) throws JudgeUnavailable {
    JsonNode json;
    try {
      json = MAPPER.readTree(body);
    } catch (JsonProcessingException notJson) {
      json = MAPPER.missingNode();
    }
    JsonNode text = json.at("/choices/0/message/content");
    if (!text.isTextual()) {
      throw new JudgeUnavailable(
          "the judge at %s answered no chat completion: choices[0].message.content is missing"
              .formatted(uri));
    }
    long counted = json.at("/usage/total_tokens").asLong();
    return new Reply(
        text.asText(),
        counted > 0 ? counted : estimate(call) + TokenEstimate.of(text.asText(), settings.model()));
  }
}
