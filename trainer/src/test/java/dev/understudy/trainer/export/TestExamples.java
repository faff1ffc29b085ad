package dev.understudy.trainer.export;

import dev.understudy.trainer.example.Cost;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Marks;
import dev.understudy.trainer.example.Origin;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Examples to export. */
final class TestExamples {
  static final String TOOLS =
      """
      [{"type":"function","function":{"name":"weather","description":"Tells it.",\
      "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]""";

  static final String CALLS =
      """
      [{"id":"call_1","type":"function","function":{"name":"weather",\
      "arguments":"{\\"city\\":\\"Oslo\\"}"}}]""";

  /** A conversation in which a tool was called. */
  static final String WITH_TOOLS =
      """
      [{"role":"system","content":"Be brief."},{"role":"user","content":"Weather in Oslo?"},\
      {"role":"assistant","content":null,"tool_calls":%s},\
      {"role":"tool","tool_call_id":"call_1","content":"rain"}]"""
          .formatted(CALLS);

  private TestExamples() {}

  static Example asked(String question, String answer) {
    return of("r1", user(question), null, answer, null);
  }

  static Example of(
      String id,
      String messages,
      @Nullable String tools,
      String answer,
      @Nullable String toolCalls) {
    return new Example(
        new Origin(id, "s", 0, "support", null, null, null, Map.of(), "gpt", null, "chat"),
        new Prompt(messages, tools, null, "what varies"),
        new Target(answer, toolCalls, "1", Provenance.TEACHER, null, null, "stop", null),
        null,
        new Cost(1, 1, null),
        Marks.NONE,
        null);
  }

  static Example weighing(String id, double weight) {
    return of(id, user("Is it?"), null, "yes", null)
        .with(new Marks(null, null, null, null, weight));
  }

  static String user(String text) {
    return "[{\"role\":\"user\",\"content\":" + quoted(text) + "}]";
  }

  /** In JSON, lone surrogates escaped. */
  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate((char) c)) {
                json.append("\\u%04x".formatted(c));
              } else {
                json.append((char) c);
              }
            });
    return json.append('"').toString();
  }
}
