package dev.understudy.rules.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A walk, forwards only, over the members of one JSON object in bytes (UTF-8, with or without a
 * byte order mark). It builds no tree and makes no strings of what is passed over. Bytes that are
 * not one whole object and nothing else end it with an {@link IOException}.
 */
final class JsonWalk implements Closeable {
  /** Far beyond any honest call. */
  static final int MAX_DEPTH = 500;

  /** Numbers of more characters are no settings; reading them could take long. */
  private static final int MAX_NUMBER_CHARACTERS = 40;

  // Names are looked up in a table per factory, so known ones are free of allocation. They are not
  // interned, as callers choose names and interning each new one is a call into the JVM; names
  // made to collide in the table end the walk.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private final int start;

  private JsonWalk(JsonParser parser, int start) {
    this.parser = parser;
    this.start = start;
  }

  /** A walk that stands before the object's first member. */
  static JsonWalk into(byte[] json) throws IOException {
    int start = hasByteOrderMark(json) ? 3 : 0;
    JsonWalk walk = new JsonWalk(FACTORY.createParser(json, start, json.length - start), start);
    if (walk.parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("expected a JSON object");
    }
    return walk;
  }

  /** Where the token stood on begins, in the array the bytes are in. */
  int valueStart() {
    return start + (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Where the value stood on ends, that is, the place after it; passes over the value. */
  int valueEnd() throws IOException {
    parser.skipChildren();
    parser.finishToken();
    return start + (int) parser.currentLocation().getByteOffset();
  }

  /** The name of the next member, with the walk on its value; null at the object's end. */
  @Nullable String member() throws IOException {
    String name = parser.nextFieldName();
    if (name != null) {
      parser.nextToken();
    } else if (!parser.hasToken(JsonToken.END_OBJECT)) {
      throw new IOException("expected the object's end");
    }
    return name;
  }

  /** Ends the walk behind the object's end, where nothing may follow. */
  void end() throws IOException {
    if (parser.nextToken() != null) {
      throw new IOException("expected nothing behind the object");
    }
  }

  /** Passes over the value. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Steps onto the next token, of any depth. */
  @Nullable JsonToken next() throws IOException {
    return parser.nextToken();
  }

  /** The name of the member stood on. */
  @Nullable String name() throws IOException {
    return parser.currentName();
  }

  /** Steps onto the next element of an array; false at its end. */
  boolean element() throws IOException {
    JsonToken token = parser.nextToken();
    return token != null && token != JsonToken.END_ARRAY;
  }

  boolean is(JsonToken token) {
    return parser.hasToken(token);
  }

  /** Whether the value is something: neither null nor false, nor an empty text. */
  boolean isSomething() throws IOException {
    JsonToken token = parser.currentToken();
    return token != JsonToken.VALUE_NULL
        && token != JsonToken.VALUE_FALSE
        && !(token == JsonToken.VALUE_STRING && parser.getTextLength() == 0);
  }

  /** The text, or null where the value is none; passes over it. */
  @Nullable String text() throws IOException {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      return parser.getText();
    }
    skip();
    return null;
  }

  /** Whether the value is this text. Makes no string. */
  boolean isText(String expected) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING) || parser.getTextLength() != expected.length()) {
      return false;
    }
    char[] found = parser.getTextCharacters();
    int from = parser.getTextOffset();
    for (int i = 0; i < expected.length(); i++) {
      if (found[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The finite number, or null where the value is none; passes over it. */
  @Nullable Double number() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null || !token.isNumeric() || parser.getTextLength() > MAX_NUMBER_CHARACTERS) {
      skip();
      return null;
    }
    double number = Double.parseDouble(parser.getText());
    return Double.isFinite(number) ? (Double) number : null;
  }

  private static boolean hasByteOrderMark(byte[] json) {
    return json.length >= 3
        && json[0] == (byte) 0xEF
        && json[1] == (byte) 0xBB
        && json[2] == (byte) 0xBF;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
