package dev.understudy.gateway.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
   * @throws IOException naming the line that is wrong, what was expected and what found
   */
  static List<RecordedRequest> read(Path file) throws IOException {
    List<RecordedRequest> all = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          all.add(of(line));
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": there is no such file", e);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s:%d: expected JSON, found something else".formatted(file, number), e);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s:%d: %s".formatted(file, number, e.getMessage()), e);
    }
    if (all.isEmpty()) {
      throw new IOException(file + ": expected at least one line with messages, found none");
    }
    return all;
  }

  private static RecordedRequest of(String line) throws JsonProcessingException {
    JsonNode row = JSON.readTree(line);
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
