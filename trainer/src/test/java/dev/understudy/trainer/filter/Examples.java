package dev.understudy.trainer.filter;

import dev.understudy.trainer.example.Cost;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Marks;
import dev.understudy.trainer.example.Origin;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Examples in which one thing matters. */
final class Examples {
  private Examples() {}

  static Example of(String input, Target target, @Nullable Gold gold, Cost cost) {
    Origin origin =
        new Origin("r1", "all", 0, "chat", null, null, null, Map.of(), "openai", "gpt-4o", "chat");
    return new Example(
        origin, new Prompt("[]", null, null, input), target, gold, cost, Marks.NONE, null);
  }

  static Example answer(String answer) {
    return of("Is it?", target(answer, "stop", null), null, new Cost(0, 0, null));
  }

  static Example input(String input) {
    return of(input, target("yes", "stop", null), null, new Cost(0, 0, null));
  }

  static Example finished(@Nullable String reason) {
    return of("Is it?", target("yes", reason, null), null, new Cost(0, 0, null));
  }

  static Example confident(@Nullable Double confidence) {
    return of("Is it?", target("yes", "stop", confidence), null, new Cost(0, 0, null));
  }

  static Example calls() {
    Target calls = new Target("", "[{}]", null, Provenance.TEACHER, null, null, "tool_calls", null);
    return of("Is it?", calls, null, new Cost(0, 0, null));
  }

  static Target target(String answer, @Nullable String reason, @Nullable Double confidence) {
    return new Target(answer, null, null, Provenance.TEACHER, null, null, reason, confidence);
  }
}
