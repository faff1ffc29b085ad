package dev.understudy.gateway.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Columns of captured exchanges as fields of answers. */
final class Facts {
  private Facts() {}

  /** Copies what columns hold; those that hold nothing are left out. */
  static void copy(ObjectNode row, JsonObject to, String... columns) {
    for (String column : columns) {
      Object value = value(row.path(column));
      if (value != null) {
        to.put(column, value);
      }
    }
  }

  private static @Nullable Object value(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    return value.isNumber() ? (Double) value.doubleValue() : null;
  }
}
