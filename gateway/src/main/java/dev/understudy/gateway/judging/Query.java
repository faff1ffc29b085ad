package dev.understudy.gateway.judging;

import dev.understudy.gateway.recent.Moment;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a question, each read as what it should be. */
final class Query {
  private static final int LONGEST = 200;

  private final Function<String, @Nullable String> fields;

  Query(HttpServerRequest request) {
    this.fields = request::getParam;
  }

  /** One whose fields are those of a JSON object, texts and numbers. */
  Query(JsonObject json) {
    this.fields = name -> json.getValue(name) == null ? null : String.valueOf(json.getValue(name));
  }

  /** A parameter that is not what it should be; the message says so. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }

    /** What was expected. */
    String explanation() {
      return String.valueOf(getMessage());
    }
  }

  @Nullable String text(String name) {
    return text(name, LONGEST);
  }

  /** The same, where more or fewer characters are allowed. */
  @Nullable String text(String name, int longest) {
    String value = fields.apply(name);
    if (value == null || value.isEmpty()) {
      return null;
    }
    if (value.length() > longest) {
      throw unreadable(name, "at most " + longest + " characters");
    }
    return value;
  }

  String or(String name, String otherwise) {
    String value = text(name);
    return value == null ? otherwise : value;
  }

  @Nullable Integer number(String name) {
    return read(name, "a whole number", Integer::valueOf);
  }

  @Nullable Double share(String name) {
    Double value = read(name, "a number within [0, 1]", Double::valueOf);
    if (value != null && !(value >= 0 && value <= 1)) {
      throw unreadable(name, "a number within [0, 1]");
    }
    return value;
  }

  @Nullable Instant time(String name) {
    return read(name, "a time such as 2026-01-31T07:15:00Z", Instant::parse);
  }

  @Nullable Boolean truth(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    if (!value.equals("true") && !value.equals("false")) {
      throw unreadable(name, "true or false");
    }
    return value.equals("true");
  }

  @Nullable Moment moment(String name) {
    String value = text(name);
    return value == null
        ? null
        : Moment.read(value).orElseThrow(() -> unreadable(name, "'next' of an earlier answer"));
  }

  /** How many are wanted, within 1 and the most. */
  int limit(int usual, int most) {
    Integer value = number("limit");
    return value == null ? usual : Math.max(1, Math.min(most, value));
  }

  private <T> @Nullable T read(String name, String expected, Function<String, T> reader) {
    String value = text(name);
    try {
      return value == null ? null : reader.apply(value);
    } catch (IllegalArgumentException | DateTimeParseException no) {
      throw unreadable(name, expected);
    }
  }

  private static Unreadable unreadable(String name, String expected) {
    return new Unreadable("'" + name + "' must be " + expected);
  }

  /** The id in a path, or null where it is none. */
  static @Nullable UUID id(@Nullable String text) {
    return text != null && text.matches("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        ? UUID.fromString(text)
        : null;
  }
}
