package dev.understudy.exchange.prompt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON read with all its digits, and written without white space. */
final class CompactJson {
  /** The deepest nesting that is read. */
  static final int MAX_DEPTH = 500;

  // Names are not interned: callers choose them.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();
  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private CompactJson() {}

  /** The value, or null where the text is not one whole JSON value. */
  static @Nullable JsonNode read(String text) {
    try {
      JsonNode value = MAPPER.readTree(text);
      return value.isMissingNode() ? null : value;
    } catch (JsonProcessingException | ArithmeticException | NumberFormatException broken) {
      return null;
    }
  }

  static String write(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException("writing JSON into memory failed", impossible);
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The member's text, or null where it has none. */
  static @Nullable String text(JsonNode object, String member) {
    JsonNode value = object.get(member);
    return value != null && value.isTextual() ? value.textValue() : null;
  }

  /** The member's text, or the other one. */
  static String text(JsonNode object, String member, String otherwise) {
    String text = text(object, member);
    return text == null ? otherwise : text;
  }
}
