package dev.understudy.trainer.corpus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads small maps of texts out of columns of JSON. What is no such map, or broken, has nothing.
 */
final class FlatJson {
  private static final JsonFactory JSON = new JsonFactory();

  private FlatJson() {}

  /** The members of an object whose values are single ones. */
  static Map<String, String> texts(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    try (JsonParser in = JSON.createParser(json)) {
      return in.nextToken() == JsonToken.START_OBJECT ? texts(in) : Map.of();
    } catch (IOException broken) {
      return Map.of();
    }
  }

  /** The same of an object that is a member of another. */
  static Map<String, String> member(@Nullable String json, String name) {
    if (json == null || !json.contains(name)) {
      return Map.of();
    }
    try (JsonParser in = JSON.createParser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean meant = in.currentName().equals(name);
        if (in.nextToken() == JsonToken.START_OBJECT && meant) {
          return texts(in);
        }
        in.skipChildren();
      }
    } catch (IOException broken) {
      // nothing to be had
    }
    return Map.of();
  }

  /** Headers, a list of pairs, by their names in lower case; of a repeated one the first. */
  static Map<String, String> headers(@Nullable String json) {
    Map<String, String> headers = new TreeMap<>();
    if (json == null) {
      return headers;
    }
    try (JsonParser in = JSON.createParser(json)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.START_ARRAY) {
        String name = in.nextTextValue();
        String value = in.nextTextValue();
        if (name != null && value != null) {
          headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
        }
        in.nextToken();
      }
    } catch (IOException broken) {
      // what was read counts
    }
    return headers;
  }

  /** From within an object. */
  private static Map<String, String> texts(JsonParser in) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (in.nextToken().isScalarValue()) {
        texts.put(name, in.getText());
      } else {
        in.skipChildren();
      }
    }
    return texts;
  }
}
