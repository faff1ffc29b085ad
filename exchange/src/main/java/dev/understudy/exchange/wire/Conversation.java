package dev.understudy.exchange.wire;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Renders what was asked as a person would read it.
 *
 * <p>A single message of the user is its text. Several messages, or one with instructions, are
 * {@code role: text} each, with a blank line between them, instructions first as {@code system}.
 * The parts of one message stand on lines of their own. What is not text stands as a marker: {@code
 * [image]}, {@code [audio]}, {@code [file]}, {@code [call get_weather({"city":"Oslo"})]}; the
 * content of a tool's result is text. Hidden reasoning is left out.
 */
final class Conversation {
  /** Parts of parts of tool results: no API nests deeper than this. */
  private static final int MAX_NESTING = 4;

  private static final int MAX_MARKER = 40;

  private @Nullable String firstRole;
  private @Nullable String firstText;
  private @Nullable StringBuilder turns;

  /** Reads the value of {@code messages} or {@code input}: a text, or a list of messages. */
  void readTurns(Json json) throws IOException {
    if (!json.isArray()) {
      add("user", json.text());
      return;
    }
    while (json.element()) {
      if (json.isObject()) {
        Part turn = readPart(json, 0);
        add(turn.roleInTurns(), turn.rendered());
      } else {
        add("user", json.text());
      }
    }
  }

  /** Reads the value of {@code prompt}, or of {@code input} of embeddings: a text or several. */
  void readTexts(Json json) throws IOException {
    firstText = readContent(json, 0, "\n\n");
  }

  /**
   * The whole, or null where there was no text.
   *
   * @param instructions the system's text where it was given apart from the messages
   */
  @Nullable String rendered(@Nullable String instructions) {
    if (instructions != null) {
      StringBuilder all = new StringBuilder("system: ").append(instructions);
      if (turns != null) {
        all.append("\n\n").append(turns);
      } else if (firstText != null) {
        all.append("\n\n").append(firstRole == null ? "user" : firstRole);
        all.append(": ").append(firstText);
      }
      return all.toString();
    }
    if (turns != null) {
      return turns.toString();
    }
    return firstText == null || firstRole == null || firstRole.equals("user")
        ? firstText
        : firstRole + ": " + firstText;
  }

  private void add(@Nullable String role, @Nullable String text) {
    if (text == null) {
      return;
    }
    String who = role == null ? "user" : role;
    if (firstText == null) {
      firstRole = who;
      firstText = text;
      return;
    }
    if (turns == null) {
      turns = new StringBuilder(firstText.length() + text.length() + 64);
      turns.append(firstRole == null ? "user" : firstRole).append(": ").append(firstText);
    }
    turns.append("\n\n").append(who).append(": ").append(text);
  }

  /** The text of a content: a string, or the parts of a list, or one part. */
  static @Nullable String readContent(Json json) throws IOException {
    return readContent(json, 0, "\n");
  }

  private static @Nullable String readContent(Json json, int depth, String between)
      throws IOException {
    if (json.isObject()) {
      return readPart(json, depth).rendered();
    }
    if (!json.isArray()) {
      return json.text();
    }
    TextDraft all = new TextDraft();
    boolean any = false;
    while (json.element()) {
      String part = json.isObject() ? readPart(json, depth).rendered() : json.text();
      if (part != null) {
        all.add(any ? between : null);
        all.add(part);
        any = true;
      }
    }
    return all.text();
  }

  private static Part readPart(Json json, int depth) throws IOException {
    Part part = new Part();
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "role" -> part.role = json.text();
        case "type" -> part.type = json.text();
        case "text", "refusal" -> part.addText(json.text());
        case "content", "output" -> {
          if (depth < MAX_NESTING) {
            part.addText(readContent(json, depth + 1, "\n"));
          } else {
            json.skip();
          }
        }
        case "name" -> part.name = json.text();
        case "arguments", "input" -> part.arguments = json.isString() ? json.text() : json.slice();
        case "tool_calls" -> readCalls(json, part);
        case "function_call", "function", "custom" -> readCall(json, part);
        default -> json.skip();
      }
    }
    return part;
  }

  private static void readCalls(Json json, Part part) throws IOException {
    if (!json.isArray()) {
      json.skip();
      return;
    }
    while (json.element()) {
      if (!json.isObject()) {
        json.skip();
        continue;
      }
      for (String field; (field = json.field()) != null; ) {
        if (field.equals("function") || field.equals("custom")) {
          readCall(json, part);
        } else {
          json.skip();
        }
      }
    }
  }

  private static void readCall(Json json, Part part) throws IOException {
    if (!json.isObject()) {
      json.skip();
      return;
    }
    Part call = new Part();
    for (String field; (field = json.field()) != null; ) {
      switch (field) {
        case "name" -> call.name = json.text();
        case "arguments", "input" -> call.arguments = json.isString() ? json.text() : json.slice();
        default -> json.skip();
      }
    }
    part.addText(call.renderedCall());
  }

  /** A message, an item or a part of one: the APIs give all of them a type and members by it. */
  private static final class Part {
    private @Nullable String role;
    private @Nullable String type;
    private final TextDraft text = new TextDraft();
    private @Nullable String name;
    private @Nullable String arguments;

    void addText(@Nullable String more) {
      String before = text.isEmpty() || more == null || more.isEmpty() ? null : "\n";
      text.add(before);
      text.add(more);
    }

    @Nullable String roleInTurns() {
      if (role != null || type == null) {
        return role;
      }
      return type.endsWith("_output") ? "tool" : "assistant";
    }

    @Nullable String rendered() {
      if (type == null || type.equals("message") || type.equals("text")) {
        return text.text();
      }
      if (type.equals("tool_use")
          || type.equals("function_call")
          || type.equals("custom_tool_call")) {
        return renderedCall();
      }
      if (type.contains("thinking") || type.equals("reasoning")) {
        return null;
      }
      String written = text.text();
      return written != null ? written : marker(type);
    }

    String renderedCall() {
      return "[call "
          + (name == null ? "" : name)
          + "("
          + (arguments == null ? "" : arguments)
          + ")]";
    }

    private static String marker(String type) {
      String kind = type.toLowerCase(Locale.ROOT);
      if (kind.contains("image")) {
        return "[image]";
      }
      if (kind.contains("audio")) {
        return "[audio]";
      }
      if (kind.contains("file") || kind.contains("document")) {
        return "[file]";
      }
      return "[" + type.substring(0, Math.min(type.length(), MAX_MARKER)) + "]";
    }
  }
}
