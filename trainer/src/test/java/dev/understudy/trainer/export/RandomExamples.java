package dev.understudy.trainer.export;

import dev.understudy.trainer.example.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Conversations of any kind, from a seed: plausible ones, odd ones and broken ones. */
final class RandomExamples {
  private static final String[] PIECES = {
    "word",
    " ",
    "\n",
    "\"",
    "\\",
    "\u0000",
    "\u0085",
    "\u2028",
    "\u2029",
    "é",
    "漢",
    "😀",
    "\ud83d",
    "\ude00",
    "\r\n",
    "</s>",
    "{\"is_bad\": 1}",
    "\t",
    "\u007f"
  };

  private final Random random;

  RandomExamples(long seed) {
    this.random = new Random(seed);
  }

  List<Example> some(int count) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean calls = chance(0.2);
      examples.add(
          TestExamples.of(
              "r" + i,
              messages(),
              chance(0.3) ? TestExamples.TOOLS : chance(0.1) ? "[]" : null,
              calls && chance(0.7) ? "" : text(),
              calls ? calls() : null));
    }
    return examples;
  }

  private String messages() {
    List<String> messages = new ArrayList<>();
    for (int system = random.nextInt(3); system > 0; system--) {
      messages.add(message(chance(0.5) ? "system" : "developer", TestExamples.quoted(text())));
    }
    boolean tidy = chance(0.6);
    int turns = 1 + 2 * random.nextInt(3);
    for (int i = 0; i < turns; i++) {
      messages.add(tidy ? tidy(i) : untidy());
    }
    return "[" + String.join(",", messages) + "]";
  }

  private String tidy(int turn) {
    return message(turn % 2 == 0 ? "user" : "assistant", TestExamples.quoted(text()));
  }

  private String untidy() {
    return switch (random.nextInt(7)) {
      case 0 ->
          message("user", "[{\"type\":\"text\",\"text\":" + TestExamples.quoted(text()) + "}]");
      case 1 ->
          message(
              chance(0.8) ? "user" : "assistant",
              "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/x.png\"}}]");
      case 2 -> "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":" + calls() + "}";
      case 3 -> "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"rain\"}";
      case 4 -> message("critic", "\"?\"");
      case 5 -> message("user", "[{\"type\":\"input_audio\"}]");
      default -> tidy(random.nextInt(2));
    };
  }

  private String calls() {
    return switch (random.nextInt(4)) {
      case 0 -> TestExamples.CALLS.replace("{\\\"city\\\":\\\"Oslo\\\"}", "not JSON");
      case 1 -> TestExamples.CALLS.replace("\"id\":\"call_1\",", "");
      case 2 ->
          "["
              + TestExamples.CALLS.substring(1, TestExamples.CALLS.length() - 1)
              + ","
              + TestExamples.CALLS.substring(1);
      default -> TestExamples.CALLS;
    };
  }

  private static String message(String role, String content) {
    return "{\"role\":\"" + role + "\",\"content\":" + content + "}";
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
