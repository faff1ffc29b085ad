package dev.understudy.diff.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A text read as JSON, alone or inside one Markdown code fence (three backticks, an optional word,
 * the JSON, three backticks; prose around it is passed over).
 *
 * <p>Numbers keep all their digits. Of members with the same name the last counts. Not read are
 * texts beyond {@value #MAX_LENGTH} characters, nesting beyond {@value #MAX_DEPTH} and numbers
 * beyond 1,000 digits.
 *
 * @param value the value, or null where the text is no JSON
 * @param fenced whether it stood inside a code fence
 */
public record JsonText(@Nullable JsonNode value, boolean fenced) {
  /** The longest text that is read. */
  public static final int MAX_LENGTH = 8 << 20;

  /** The deepest nesting that is read; walks over values recurse and rely on it. */
  public static final int MAX_DEPTH = 500;

  private static final String FENCE = "```";
  private static final JsonText NONE = new JsonText(null, false);

  // Names are not interned: callers choose them.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_LENGTH)
                  .build())
          .build();
  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Reads the text; never throws. */
  public static JsonText of(@Nullable String text) {
    if (text == null || text.length() > MAX_LENGTH) {
      return NONE;
    }
    JsonNode value = parsed(text);
    if (value != null) {
      return new JsonText(value, false);
    }
    JsonNode inside = parsed(fencedPart(text));
    return inside == null ? NONE : new JsonText(inside, true);
  }

  /** Whether it is an object or an array. */
  public boolean isContainer() {
    return value != null && value.isContainerNode();
  }

  private static @Nullable JsonNode parsed(String text) {
    if (!mayBegin(text)) {
      return null;
    }
    try {
      return MAPPER.readTree(text);
    } catch (IOException | ArithmeticException | NumberFormatException notJson) {
      return null;
    }
  }

  /** Spares prose the making of a parser and an exception. */
  private static boolean mayBegin(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return "{[\"-0123456789".indexOf(c) >= 0
            || text.startsWith("true", i)
            || text.startsWith("false", i)
            || text.startsWith("null", i);
      }
    }
    return false;
  }

  /** What stands between the first fence, with its word, and the last. */
  private static String fencedPart(String text) {
    int open = text.indexOf(FENCE);
    int close = text.lastIndexOf(FENCE);
    if (open < 0 || close < open + FENCE.length()) {
      return "";
    }
    int from = open + FENCE.length();
    while (from < close && isWordPart(text.charAt(from))) {
      from++;
    }
    return text.substring(from, close);
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
