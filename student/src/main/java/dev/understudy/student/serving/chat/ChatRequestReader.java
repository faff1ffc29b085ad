package dev.understudy.student.serving.chat;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the body of one chat completions request, or refuses it with a {@link Refusal}.
 *
 * <p>What would change the answer and cannot be heeded is refused: tools, more than one choice,
 * other modalities, content that is no text, web search, storing. What asks for a way of sampling
 * is passed over, as a student does not sample; so are lengths, as its answers are as long as its
 * teacher's were under the same limits; and so is whatever is unknown.
 */
final class ChatRequestReader {
  private static final int MAX_DEPTH = 500;
  private static final int MAX_TOP_LOGPROBS = 20;
  private static final int MAX_STOPS = 4;
  private static final ObjectReader JSON =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private static final List<Map.Entry<String, String>> UNSUPPORTED =
      List.of(
          Map.entry("tools", "Students call no tools."),
          Map.entry("functions", "Students call no functions."),
          Map.entry("audio", "Students answer in text alone."),
          Map.entry("web_search_options", "Students search no web."));

  private final String body;
  private final JsonNode json;
  private final Schemas schemas;

  ChatRequestReader(byte[] body, Schemas schemas) {
    this.schemas = schemas;
    this.json = parse(body);
    this.body = new String(body, StandardCharsets.UTF_8);
  }

  private static JsonNode parse(byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (IOException notJson) {
      throw Refusal.notJson();
    }
    if (!json.isObject()) {
      throw Refusal.notJson();
    }
    return json;
  }

  ChatRequest read() {
    String model = model();
    refuseUnsupported();
    boolean stream = truth(json, "stream");
    boolean logprobs = truth(json, "logprobs");
    return new ChatRequest(
        model,
        new ConversationReader(json.path("messages"), body).read(),
        stream,
        includeUsage(stream),
        logprobs,
        topLogprobs(logprobs),
        stops(),
        format());
  }

  private String model() {
    JsonNode model = json.path("model");
    if (isAbsent(model)) {
      throw Refusal.missing("model");
    }
    if (!model.isTextual()) {
      throw Refusal.wrongType("model", "text", model);
    }
    return model.textValue();
  }

  private void refuseUnsupported() {
    for (Map.Entry<String, String> each : UNSUPPORTED) {
      String name = each.getKey();
      JsonNode value = json.path(name);
      boolean empty = value.isArray() && value.isEmpty();
      if (!isAbsent(value) && !empty) {
        throw Refusal.unsupported(
            name, "Unsupported parameter: '" + name + "'. " + each.getValue());
      }
    }
    JsonNode n = json.path("n");
    if (!isAbsent(n) && !(n.isNumber() && n.doubleValue() == 1)) {
      throw Refusal.unsupported("n", "Unsupported value: 'n' must be 1, as students answer once.");
    }
    if (truth(json, "store")) {
      throw Refusal.unsupported("store", "Unsupported value: 'store'. Students store nothing.");
    }
    for (JsonNode modality : json.path("modalities")) {
      if (!"text".equals(modality.textValue())) {
        throw Refusal.unsupported(
            "modalities", "Unsupported value: 'modalities'. Students answer in text alone.");
      }
    }
  }

  private boolean includeUsage(boolean stream) {
    JsonNode options = json.path("stream_options");
    if (isAbsent(options)) {
      return false;
    }
    if (!options.isObject()) {
      throw Refusal.wrongType("stream_options", "an object", options);
    }
    if (!stream) {
      throw Refusal.invalidValue(
          "stream_options", "The 'stream_options' parameter is only allowed with 'stream'.");
    }
    return truth(options, "include_usage");
  }

  private int topLogprobs(boolean logprobs) {
    JsonNode top = json.path("top_logprobs");
    if (isAbsent(top)) {
      return 0;
    }
    if (!top.canConvertToInt()
        || !top.isIntegralNumber()
        || top.intValue() < 0
        || top.intValue() > MAX_TOP_LOGPROBS) {
      throw Refusal.invalidValue(
          "top_logprobs",
          "Invalid 'top_logprobs': expected a whole number within [0, " + MAX_TOP_LOGPROBS + "].");
    }
    if (!logprobs) {
      throw Refusal.invalidValue(
          "top_logprobs", "The 'top_logprobs' parameter is only allowed with 'logprobs'.");
    }
    return top.intValue();
  }

  private List<String> stops() {
    JsonNode stop = json.path("stop");
    if (isAbsent(stop)) {
      return List.of();
    }
    List<String> stops = new ArrayList<>();
    if (stop.isTextual()) {
      stops.add(stop.textValue());
    } else if (stop.isArray()) {
      for (JsonNode each : stop) {
        stops.add(each.isTextual() ? each.textValue() : "");
      }
    }
    boolean unusable = !stop.isTextual() && !stop.isArray();
    if (unusable || stops.size() > MAX_STOPS || stops.contains("")) {
      throw Refusal.invalidValue(
          "stop",
          "Invalid 'stop': expected text, or an array of at most "
              + MAX_STOPS
              + " texts, none of them empty.");
    }
    return stops;
  }

  private AnswerFormat format() {
    JsonNode format = json.path("response_format");
    if (isAbsent(format)) {
      return AnswerFormat.TEXT;
    }
    return switch (format.path("type").asText("")) {
      case "text" -> AnswerFormat.TEXT;
      case "json_object" -> AnswerFormat.JSON_OBJECT;
      case "json_schema" -> adhering(format.path("json_schema").path("schema"));
      default ->
          throw Refusal.invalidValue(
              "response_format.type",
              "Invalid 'response_format.type': expected text, json_object or json_schema.");
    };
  }

  private AnswerFormat adhering(JsonNode schema) {
    String place = "response_format.json_schema.schema";
    if (!schema.isObject()) {
      throw Refusal.wrongType(place, "an object", schema);
    }
    try {
      return AnswerFormat.adheringTo(schemas.of(schema));
    } catch (IllegalArgumentException unusable) {
      throw Refusal.invalidValue(
          place,
          "Invalid '"
              + place
              + "': it cannot be used. Schemas must not refer to others, and patterns be RE2's.");
    }
  }

  private static boolean truth(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (isAbsent(value)) {
      return false;
    }
    if (!value.isBoolean()) {
      throw Refusal.wrongType(name, "true or false", value);
    }
    return value.booleanValue();
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
