package dev.understudy.student.serving.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import org.jspecify.annotations.Nullable;

/**
 * What an answer has to be. A student answers as its teacher did, whatever is asked of it; so the
 * answer is looked at, and one that is not what was asked for is not given.
 */
public final class AnswerFormat {
  /** Any text. */
  static final AnswerFormat TEXT = new AnswerFormat("text", null);

  /** A JSON object. */
  static final AnswerFormat JSON_OBJECT = new AnswerFormat("json_object", null);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final String type;
  private final @Nullable JsonSchema schema;

  private AnswerFormat(String type, @Nullable JsonSchema schema) {
    this.type = type;
    this.schema = schema;
  }

  /** JSON that adheres to a schema. */
  static AnswerFormat adheringTo(JsonSchema schema) {
    return new AnswerFormat("json_schema", schema);
  }

  /** Whether looking at an answer takes so long that it is nothing for an event loop. */
  public boolean isCostly() {
    return schema != null;
  }

  /** The word that the API has for it, such as {@code json_object}. */
  String type() {
    return type;
  }

  /** Whether an answer is what was asked for. */
  boolean admits(String answer) {
    if (this == TEXT) {
      return true;
    }
    try {
      JsonNode json = JSON.readTree(answer);
      return schema == null ? json.isObject() : schema.validate(json).isEmpty();
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }
}
