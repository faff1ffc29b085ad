package dev.understudy.trainer.export.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Puts U+FFFD in the place of every lone surrogate, which UTF-8 cannot say (Unicode Standard 3.9,
 * D92), and counts them. JSON can: {@code "\ud800"} is such a one. One thread.
 */
final class Surrogates {
  private static final char REPLACEMENT = '\uFFFD';

  private long replaced;

  /** How many were replaced so far. */
  long replaced() {
    return replaced;
  }

  /** The text without lone surrogates; the same one where it has none. */
  String mend(String text) {
    int at = firstLone(text, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text);
    for (; at >= 0; at = firstLone(text, at + 1)) {
      mended.setCharAt(at, REPLACEMENT);
      replaced++;
    }
    return mended.toString();
  }

  /** The value, with all its names and texts mended. */
  JsonNode mend(JsonNode value) {
    if (value.isTextual()) {
      String text = value.textValue();
      String mended = mend(text);
      return mended.equals(text) ? value : JsonNodeFactory.instance.textNode(mended);
    }
    if (value instanceof ObjectNode object) {
      return mend(object);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode mended = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(item -> mended.add(mend(item)));
      return mended;
    }
    return value;
  }

  /** The object, with all its names and texts mended. */
  ObjectNode mend(ObjectNode object) {
    ObjectNode mended = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(each -> mended.set(mend(each.getKey()), mend(each.getValue())));
    return mended;
  }

  private static int firstLone(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (Character.getType(codePoint) == Character.SURROGATE) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return -1;
  }
}
