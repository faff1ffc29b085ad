package dev.understudy.student.serving.chat;

import com.fasterxml.jackson.databind.JsonNode;

/** Says what kind of JSON value stands somewhere, for messages that must not repeat the value. */
final class Shape {
  private Shape() {}

  /** The kind of a value with its article, such as {@code an array} or {@code nothing}. */
  static String of(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT, POJO -> "an object";
      case STRING, BINARY -> "text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      case MISSING -> "nothing";
    };
  }
}
