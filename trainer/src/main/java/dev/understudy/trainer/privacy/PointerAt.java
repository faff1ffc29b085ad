package dev.understudy.trainer.privacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** The JSON pointer (RFC 6901) of what stands at a character of a JSON text. */
final class PointerAt {
  private static final int LONGEST_NAME = 40;
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNestingDepth(1_000)
                  .build())
          .build();

  private PointerAt() {}

  /**
   * The pointer, or {@code column} and the character counted from 1 where the text is no JSON.
   * Names that are no plain words, and credentials among them, are not shown.
   */
  static String of(String json, int character) {
    String pointer = "";
    try (JsonParser parser = JSON.createParser(json)) {
      JsonToken token = parser.nextToken();
      if (token == null || !token.isStructStart()) {
        return column(character);
      }
      for (; token != null; token = parser.nextToken()) {
        if (parser.currentTokenLocation().getCharOffset() > character) {
          break;
        }
        if (token == JsonToken.FIELD_NAME || token.isScalarValue()) {
          pointer = parser.getParsingContext().pathAsPointer().toString();
        }
      }
    } catch (IOException notJson) {
      return column(character);
    }
    return shown(pointer);
  }

  static String column(int character) {
    return "column " + (character + 1);
  }

  private static String shown(String pointer) {
    StringBuilder shown = new StringBuilder();
    String[] names = pointer.split("/", -1);
    for (int i = 1; i < names.length; i++) {
      boolean plain = names[i].length() <= LONGEST_NAME && names[i].matches("[A-Za-z0-9_.-]+");
      shown.append('/').append(plain ? SecretFinder.masked(names[i]) : "*");
    }
    return shown.toString();
  }
}
