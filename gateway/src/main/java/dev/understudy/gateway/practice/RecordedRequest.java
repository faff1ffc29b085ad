package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request somebody made once, and what people said was right.
 *
 * @param id what it is called in its file, or null
 * @param model who was asked
 * @param messages the conversation, an array
 * @param gold the right answer, as text, or null where nobody said
 */
record RecordedRequest(
    @Nullable String id, String model, JsonNode messages, @Nullable String gold) {
  private static final JsonMapper JSON = new JsonMapper();

  RecordedRequest {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(messages, "messages");
  }

  /**
   * Reads a file of JSON lines with {@code messages}, and {@code model}, {@code id} and {@code
   * gold} where given.
   *
   * @throws UnreadableAnswers naming every line that is wrong, what was expected and what found
   */
  static List<RecordedRequest> read(Path file) throws UnreadableAnswers {
    List<RecordedRequest> all = new ArrayList<>();
    JsonLines.read(file, "messages", row -> all.add(of(row)));
    return all;
  }

  private static RecordedRequest of(JsonNode row) {
    JsonNode messages = row.path("messages");
    if (!messages.isArray() || messages.isEmpty()) {
      throw new IllegalArgumentException(
          "expected an object whose messages are a list of at least one, found "
              + Shape.of(messages));
    }
    JsonNode gold = row.path("gold");
    return new RecordedRequest(
        row.path("id").textValue(),
        row.path("model").asText(AnswersFile.DEFAULT_MODEL),
        messages,
        gold.isMissingNode() || gold.isNull()
            ? null
            : gold.isTextual() ? gold.asText() : gold.toString());
  }

  /** The body of the call; what it is called goes along in its metadata, as {@code id}. */
  ObjectNode body(Map<String, String> metadata) {
    ObjectNode body = JSON.createObjectNode().put("model", model);
    body.set("messages", messages);
    ObjectNode told = JSON.createObjectNode();
    metadata.forEach(told::put);
    if (id != null) {
      told.put("id", id);
    }
    if (!told.isEmpty()) {
      body.set("metadata", told);
    }
    return body;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "RecordedRequest[" + id + "]";
  }
}
