package dev.understudy.trainer.evaluation.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.prompt.Turn;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion on the wire, as far as an evaluation needs it.
 *
 * @param text the answer, or in what words it was refused
 * @param inputTokens as the endpoint counted; 0 where it did not
 * @param outputTokens likewise
 * @param logprobs of the answer's tokens; empty where it does not tell
 */
record Completion(String text, long inputTokens, long outputTokens, List<Double> logprobs) {
  private static final JsonMapper MAPPER = new JsonMapper();

  Completion {
    logprobs = List.copyOf(logprobs);
  }

  /** The body that asks for one. */
  static String request(Endpoint endpoint, List<Turn> conversation) {
    ObjectNode body =
        MAPPER
            .createObjectNode()
            .put("model", endpoint.model())
            .put("temperature", endpoint.temperature())
            .put("max_tokens", endpoint.answerTokens());
    if (endpoint.tellsLogprobs()) {
      body.put("logprobs", true);
    }
    try {
      body.set("messages", MAPPER.readTree(Turn.write(conversation)));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return body.toString();
  }

  /** The first choice of a response, or null where there is none. */
  static @Nullable Completion read(String body) {
    JsonNode json;
    try {
      json = MAPPER.readTree(body);
    } catch (JsonProcessingException notJson) {
      return null;
    }
    JsonNode message = json.at("/choices/0/message");
    JsonNode text =
        message.path("content").isTextual() ? message.path("content") : message.path("refusal");
    if (!text.isTextual()) {
      return null;
    }
    List<Double> logprobs = new ArrayList<>();
    for (JsonNode token : json.at("/choices/0/logprobs/content")) {
      logprobs.add(Math.min(0, token.path("logprob").asDouble())); // some say 1e-9 for certain
    }
    return new Completion(
        text.asText(),
        json.at("/usage/prompt_tokens").asLong(),
        json.at("/usage/completion_tokens").asLong(),
        logprobs);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Completion[" + text.length() + " characters]";
  }
}
