package dev.understudy.rules.router;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of an object of a router's file. What is missing or of another type is refused. */
final class Members {
  private final String path;
  private final JsonNode json;

  private Members(String path, JsonNode json) {
    this.path = path;
    this.json = json;
  }

  static Members of(JsonNode json) {
    return new Members("", json);
  }

  private JsonNode member(String name, String kind, boolean sound) {
    if (!sound) {
      throw new IllegalArgumentException(
          "%s%s must be %s, found %s".formatted(path, name, kind, found(json.path(name))));
    }
    return json.path(name);
  }

  /** Of texts, which may be long, only that they are one. */
  private static String found(JsonNode member) {
    return member.isMissingNode()
        ? "nothing"
        : member.isNumber()
            ? member.asText()
            : member.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  String text(String name) {
    return member(name, "a text", json.path(name).isTextual()).asText();
  }

  double number(String name) {
    return member(name, "a number", json.path(name).isNumber()).asDouble();
  }

  @Nullable Double numberOrNull(String name) {
    return json.path(name).isNull() ? null : (Double) number(name);
  }

  int whole(String name) {
    return member(name, "a whole number", json.path(name).isInt()).asInt();
  }

  /** What is made of a member's object; what that refuses is told with its place. */
  <T> T checked(String name, Function<Members, T> reading) {
    JsonNode member = member(name, "an object", json.path(name).isObject());
    return new Members(path + name + ".", member).checked(reading);
  }

  /** The same of this object. */
  <T> T checked(Function<Members, T> reading) {
    try {
      return reading.apply(this);
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw message.startsWith(path) ? wrong : new IllegalArgumentException(path + message, wrong);
    }
  }

  List<Members> list(String name) {
    List<Members> all = new ArrayList<>();
    for (JsonNode each : member(name, "a list", json.path(name).isArray())) {
      all.add(new Members("%s%s[%d].".formatted(path, name, all.size()), each));
    }
    return all;
  }

  List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (JsonNode each : member(name, "a list", json.path(name).isArray())) {
      all.add(each.asText());
    }
    return all;
  }
}
