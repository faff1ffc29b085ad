package dev.understudy.diff.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads objects and lists as models write them where they should write JSON: in the midst of prose,
 * or as Python prints them, with single quotes, {@code True}, {@code None}, a comma too many, bare
 * names, raw line breaks in strings, and quotes inside strings that nobody escaped. A quote ends a
 * string only where what follows could follow a string.
 *
 * <p>Linear in the text's length but for {@value #MOST_TRIES} beginnings that lead nowhere.
 */
final class LenientJson {
  private static final int MOST_TRIES = 16;
  private static final int MAX_DEPTH = 50;
  private static final int MAX_NUMBER = 100;

  private final String text;
  private int at;

  private LenientJson(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** The objects and lists that stand in the text and are not inside one another, in order. */
  static List<JsonNode> values(String text) {
    List<JsonNode> values = new ArrayList<>();
    int tries = 0;
    for (int from = open(text, 0); from >= 0 && tries < MOST_TRIES; tries++) {
      LenientJson reader = new LenientJson(text, from);
      int next = from + 1;
      try {
        values.add(reader.value(0));
        next = reader.at;
      } catch (NotThere notThere) {
        // prose with a bracket in it: look for the next
      }
      from = open(text, next);
    }
    return values;
  }

  private static int open(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '{' || text.charAt(i) == '[') {
        return i;
      }
    }
    return -1;
  }

  private JsonNode value(int depth) throws NotThere {
    if (depth > MAX_DEPTH) {
      throw new NotThere();
    }
    char c = peek();
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"', '\'' -> new TextNode(string());
      default -> bare();
    };
  }

  private ObjectNode object(int depth) throws NotThere {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    at++;
    while (peek() != '}') {
      char c = peek();
      String name = c == '"' || c == '\'' ? string() : word();
      if (peek() != ':') {
        throw new NotThere();
      }
      at++;
      object.set(name, value(depth + 1));
      endOfItem('}');
    }
    at++;
    return object;
  }

  private ArrayNode list(int depth) throws NotThere {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    at++;
    while (peek() != ']') {
      list.add(value(depth + 1));
      endOfItem(']');
    }
    at++;
    return list;
  }

  private void endOfItem(char close) throws NotThere {
    char c = peek();
    if (c == ',') {
      at++;
    } else if (c != close) {
      throw new NotThere();
    }
  }

  /** The next character that is no white space. */
  private char peek() throws NotThere {
    at = pastSpace(at);
    if (at >= text.length()) {
      throw new NotThere();
    }
    return text.charAt(at);
  }

  private int pastSpace(int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private String string() throws NotThere {
    char quote = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        escaped(value);
      } else if (c == quote && endsString(at)) {
        return value.toString();
      } else {
        value.append(c);
      }
    }
    throw new NotThere();
  }

  private void escaped(StringBuilder value) {
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'u' -> {
        int to = Math.min(text.length(), at + 4);
        try {
          value.append((char) Integer.parseInt(text.substring(at, to), 16));
          at = to;
        } catch (NumberFormatException notHex) {
          value.append('u');
        }
      }
      default -> value.append(c);
    }
  }

  /** Whether a string may end before that place: after it comes what can follow a string. */
  private boolean endsString(int place) {
    int i = pastSpace(place);
    if (i >= text.length()) {
      return false;
    }
    char c = text.charAt(i);
    if (c != ',') {
      return c == ':' || c == '}' || c == ']';
    }
    int next = pastSpace(i + 1);
    return next >= text.length() || "\"'{[}]-0123456789TFNtfn".indexOf(text.charAt(next)) >= 0;
  }

  private String word() throws NotThere {
    int from = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    if (from == at) {
      throw new NotThere();
    }
    return text.substring(from, at);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '+' || c == '.';
  }

  private JsonNode bare() throws NotThere {
    String word = word();
    return switch (word) {
      case "true", "True" -> BooleanNode.TRUE;
      case "false", "False" -> BooleanNode.FALSE;
      case "null", "None" -> NullNode.instance;
      default -> number(word);
    };
  }

  private static JsonNode number(String word) throws NotThere {
    if (word.length() > MAX_NUMBER) {
      throw new NotThere();
    }
    try {
      return DecimalNode.valueOf(new BigDecimal(word));
    } catch (NumberFormatException noNumber) {
      throw new NotThere();
    }
  }

  /** There is no value here. */
  private static final class NotThere extends Exception {
    private static final long serialVersionUID = 1L;

    NotThere() {
      super(null, null, false, false); // a value that travels, without a trace
    }
  }
}
