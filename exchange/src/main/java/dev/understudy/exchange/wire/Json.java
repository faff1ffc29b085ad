package dev.understudy.exchange.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A walk, forwards only, over one JSON text in bytes (UTF-8). It builds no tree: what is not asked
 * for is passed over.
 *
 * <p>The walk stands on a value. Every reading method leaves it at that value's end, whatever the
 * value's type was, and answers null where the type is not what was asked for. Text that is not
 * JSON, or is cut off, ends the walk with an {@link IOException}; so does nesting deeper than
 * {@value #MAX_DEPTH}.
 */
final class Json implements Closeable {
  /** Far beyond any honest call. */
  static final int MAX_DEPTH = 500;

  /** Longer numbers given as strings are no settings. */
  private static final int MAX_NUMBER_TEXT = 40;

  // Field names are canonicalised per factory, which makes known names free of allocation, but not
  // interned: interning is a call into the JVM for each name that is new, and callers choose names.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final JsonParser parser;

  Json(byte[] bytes, int from, int to) throws IOException {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.parser = FACTORY.createParser(bytes, from, to - from);
  }

  /** Steps onto the text's first value; whether there is one. */
  boolean enterValue() throws IOException {
    return parser.nextToken() != null;
  }

  /** Steps onto the text's first value; whether it is an object. */
  boolean enterObject() throws IOException {
    return parser.nextToken() == JsonToken.START_OBJECT;
  }

  /**
   * The name of the next member of the object, with the walk on its value; null at the object's
   * end.
   */
  @Nullable String field() throws IOException {
    String name = parser.nextFieldName();
    if (name != null) {
      parser.nextToken();
    }
    return name;
  }

  /** Steps onto the next element of the array; false at its end. */
  boolean element() throws IOException {
    JsonToken token = parser.nextToken();
    return token != null && token != JsonToken.END_ARRAY;
  }

  boolean isObject() {
    return parser.hasToken(JsonToken.START_OBJECT);
  }

  boolean isArray() {
    return parser.hasToken(JsonToken.START_ARRAY);
  }

  boolean isString() {
    return parser.hasToken(JsonToken.VALUE_STRING);
  }

  /** Passes over the value. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** The string. */
  @Nullable String text() throws IOException {
    if (isString()) {
      return parser.getText();
    }
    skip();
    return null;
  }

  /** The string, or the number or truth value as it is written. */
  @Nullable String scalar() throws IOException {
    JsonToken token = parser.currentToken();
    if (token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
      return parser.getText();
    }
    skip();
    return null;
  }

  /** The whole number, also where it is given as 5.0 or "5". */
  @Nullable Long whole() throws IOException {
    if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    Double number = number();
    return number != null && number == Math.rint(number) && Math.abs(number) < 1L << 53
        ? (Long) number.longValue()
        : null;
  }

  /** The finite number, also where it is given as a string. */
  @Nullable Double number() throws IOException {
    String text = parser.hasToken(JsonToken.VALUE_TRUE) ? null : scalar();
    if (text == null || text.length() > MAX_NUMBER_TEXT) {
      return null;
    }
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /** The truth value, also where it is given as a string. */
  @Nullable Boolean truth() throws IOException {
    String text = scalar();
    return "true".equals(text) ? Boolean.TRUE : "false".equals(text) ? Boolean.FALSE : null;
  }

  /** Where the value begins, in the array the text is in. */
  int start() {
    return from + (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Where the value ends, that is, the place after it; passes over the value. */
  int end() throws IOException {
    parser.skipChildren();
    parser.finishToken();
    return from + (int) parser.currentLocation().getByteOffset();
  }

  /** The value exactly as it is written; passes over it. */
  String slice() throws IOException {
    int start = start();
    return slice(start, end());
  }

  /** What is written from one place to another. */
  String slice(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The value as it is written, without the white space between its tokens; passes over it. */
  String compactSlice() throws IOException {
    int start = start();
    int end = end();
    byte[] compact = new byte[end - start];
    int size = 0;
    boolean quoted = false;
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (quoted) {
        if (b == '\\') {
          compact[size++] = b;
          b = bytes[++i];
        } else if (b == '"') {
          quoted = false;
        }
      } else if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
        continue;
      } else if (b == '"') {
        quoted = true;
      }
      compact[size++] = b;
    }
    return new String(compact, 0, size, StandardCharsets.UTF_8);
  }

  /** The scalar member of that name of the object stood on, wherever in it; nothing moves. */
  @Nullable String lookAhead(String member) throws IOException {
    try (Json ahead = new Json(bytes, start(), to)) {
      ahead.enterObject();
      for (String field; (field = ahead.field()) != null; ) {
        if (field.equals(member)) {
          return ahead.scalar();
        }
        ahead.skip();
      }
      return null;
    }
  }

  /** Whether the object stood on has that member; nothing moves. */
  boolean hasMember(String member) throws IOException {
    try (Json ahead = new Json(bytes, start(), to)) {
      ahead.enterObject();
      for (String field; (field = ahead.field()) != null; ) {
        if (field.equals(member)) {
          return true;
        }
        ahead.skip();
      }
      return false;
    }
  }

  /** The whole number that member of the object stood on is, wherever in it; nothing moves. */
  @Nullable Long wholeMember(String member) throws IOException {
    int digit = firstMemberValue(member);
    if (digit >= 0 && digit + 1 < to && isDigit(bytes[digit]) && !isNumberPart(bytes[digit + 1])) {
      return (long) (bytes[digit] - '0');
    }
    String text = lookAhead(member);
    try {
      return text == null ? null : (Long) Long.parseLong(text);
    } catch (NumberFormatException notWhole) {
      return null;
    }
  }

  /** Where the value of the object's first member begins, if that is its name; else -1. */
  private int firstMemberValue(String member) {
    int at = start() + 1;
    if (at + member.length() + 3 >= to || bytes[at] != '"') {
      return -1;
    }
    at++;
    for (int i = 0; i < member.length(); i++, at++) {
      if (bytes[at] != member.charAt(i)) {
        return -1;
      }
    }
    if (bytes[at] != '"' || bytes[at + 1] != ':') {
      return -1;
    }
    at += 2;
    return bytes[at] == ' ' ? at + 1 : at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isNumberPart(byte b) {
    return isDigit(b) || b == '.' || b == 'e' || b == 'E';
  }

  /** Whether the bytes hold one whole JSON object and nothing after it. */
  static boolean isWholeObject(byte[] bytes, int from, int to) {
    try (Json json = new Json(bytes, from, to)) {
      if (!json.enterObject()) {
        return false;
      }
      json.skip();
      return json.parser.nextToken() == null;
    } catch (IOException notJson) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
