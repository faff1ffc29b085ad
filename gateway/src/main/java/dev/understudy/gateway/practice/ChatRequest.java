package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/**
 * What one chat completions request asks for, as far as a recorded answer can heed it.
 *
 * @param model the model asked for
 * @param turns the conversation
 * @param stream whether the answer is to be streamed
 * @param includeUsage whether a stream is to end with a chunk of usage
 */
record ChatRequest(String model, List<Turn> turns, boolean stream, boolean includeUsage) {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /**
   * Reads a request's body.
   *
   * @throws Refusal when it is no chat completions request
   */
  static ChatRequest read(byte[] body) {
    JsonNode json = parse(body);
    JsonNode model = required(json, "model");
    if (!model.isTextual()) {
      throw Refusal.badParameter(
          "model", "Invalid 'model': expected text, found " + Shape.of(model) + ".");
    }
    if (json.path("n").asInt(1) != 1) {
      throw Refusal.badParameter(
          "n", "Invalid 'n': the practice teacher has one answer per prompt, so only n = 1.");
    }
    return new ChatRequest(
        model.asText(),
        turns(required(json, "messages")),
        json.path("stream").asBoolean(false),
        json.path("stream_options").path("include_usage").asBoolean(false));
  }

  private static JsonNode parse(byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (IOException e) {
      throw Refusal.notJson();
    }
    if (!json.isObject()) {
      throw Refusal.notJson();
    }
    return json;
  }

  private static JsonNode required(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      throw Refusal.missingParameter(name);
    }
    return value;
  }

  private static List<Turn> turns(JsonNode messages) {
    try {
      return Turn.listOf(messages);
    } catch (IllegalArgumentException e) {
      throw Refusal.badParameter("messages", "Invalid 'messages': " + e.getMessage() + ".");
    }
  }
}
