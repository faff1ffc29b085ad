package dev.understudy.exchange.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One tool call on its way in: its id and name come once, its arguments often in parts. */
final class ToolCallDraft {
  /** What the provider calls the call's arguments: a function's JSON or a custom tool's text. */
  enum Kind {
    FUNCTION("function", "arguments"),
    CUSTOM("custom", "input");

    private final String word;
    private final String argument;

    Kind(String word, String argument) {
      this.word = word;
      this.argument = argument;
    }
  }

  private Kind kind = Kind.FUNCTION;
  private @Nullable String id;
  private @Nullable String name;
  private final TextDraft arguments = new TextDraft();

  /** Makes it a call of a custom tool, whose arguments are free text. */
  void custom() {
    kind = Kind.CUSTOM;
  }

  void id(@Nullable String given) {
    id = id == null || id.isEmpty() ? given : id;
  }

  @Nullable String id() {
    return id;
  }

  void name(@Nullable String given) {
    name = name == null || name.isEmpty() ? given : name;
  }

  TextDraft arguments() {
    return arguments;
  }

  /** Writes the call in OpenAI's shape. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (id != null) {
      json.writeStringField("id", id);
    }
    json.writeStringField("type", kind.word);
    json.writeObjectFieldStart(kind.word);
    if (name != null) {
      json.writeStringField("name", name);
    }
    String text = arguments.text();
    if (text != null) {
      json.writeStringField(kind.argument, text);
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
