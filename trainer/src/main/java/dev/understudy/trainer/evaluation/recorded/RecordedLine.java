package dev.understudy.trainer.evaluation.recorded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.trainer.evaluation.Answered;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of recorded conversations: {@code messages} and {@code answer}, and where known {@code
 * model}, {@code endpoint} (the base URL that was asked), {@code temperature}, {@code split} (which
 * part of the data it belongs to), {@code usage} (as OpenAI's API has it), {@code logprobs} (a list
 * of numbers) and {@code confidence}. Other keys are passed over.
 *
 * @param model the model that was asked, or null
 * @param endpoint where it was asked, or null
 * @param temperature at which it was asked, or null
 * @param split the part, or null
 * @param messages the conversation
 * @param answer without a label
 */
public record RecordedLine(
    @Nullable String model,
    @Nullable String endpoint,
    @Nullable Double temperature,
    @Nullable String split,
    List<Turn> messages,
    Answered answer) {
  private static final JsonMapper MAPPER = new JsonMapper();

  public RecordedLine {
    messages = List.copyOf(messages);
  }

  /** What names a conversation. */
  public static String key(List<Turn> messages) {
    return Turn.write(messages);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static RecordedLine of(JsonNode line) {
    JsonNode text = line.required("answer");
    if (!text.isTextual()) {
      throw new IllegalArgumentException("an answer is a text");
    }
    JsonNode temperature = line.path("temperature");
    return new RecordedLine(
        line.path("model").textValue(),
        line.path("endpoint").textValue(),
        temperature.isNumber() ? (Double) temperature.doubleValue() : null,
        line.path("split").textValue(),
        Turn.read(line.required("messages").toString()),
        answer(line, text.textValue()));
  }

  private static Answered answer(JsonNode line, String text) {
    List<Double> logprobs = new ArrayList<>();
    line.path("logprobs").forEach(each -> logprobs.add(each.asDouble()));
    Answered answer = Answered.text(text).withLogprobs(logprobs);
    if (line.path("confidence").isNumber()) {
      answer = answer.withConfidence(line.path("confidence").doubleValue());
    }
    JsonNode usage = line.path("usage");
    return usage.isObject()
        ? answer.withTokens(
            usage.path("prompt_tokens").asLong(), usage.path("completion_tokens").asLong())
        : answer;
  }

  /** The object that is read as the same line. */
  public ObjectNode json() {
    ObjectNode line = MAPPER.createObjectNode();
    if (model != null) {
      line.put("model", model);
    }
    if (endpoint != null) {
      line.put("endpoint", endpoint);
    }
    if (temperature != null) {
      line.put("temperature", temperature);
    }
    if (split != null) {
      line.put("split", split);
    }
    try {
      line.set("messages", MAPPER.readTree(Turn.write(messages)));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
    line.put("answer", answer.text());
    Answered.Tokens tokens = answer.tokens();
    if (tokens != null) {
      line.putObject("usage")
          .put("prompt_tokens", tokens.input())
          .put("completion_tokens", tokens.output());
    }
    if (!answer.logprobs().isEmpty()) {
      ArrayNode logprobs = line.putArray("logprobs");
      answer.logprobs().forEach(logprobs::add);
    }
    Double confidence = answer.confidence();
    if (confidence != null) {
      line.put("confidence", confidence);
    }
    return line;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "RecordedLine[model=" + model + ", " + messages.size() + " messages]";
  }
}
