package dev.understudy.trainer.filter;

import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Target;
import dev.understudy.trainer.filter.FilterSettings.Part;
import org.jspecify.annotations.Nullable;

/** What of an example is judged. */
final class Said {
  private Said() {}

  /** The part's text; null where the answer is tool calls alone, which has none to judge. */
  static @Nullable String text(Example example, Part part) {
    return switch (part) {
      case INPUT -> example.prompt().input();
      case ANSWER -> answer(example.target());
    };
  }

  /** The answer's text; null where it is tool calls alone. */
  static @Nullable String answer(Target target) {
    return target.answer().isBlank() && target.toolCalls() != null ? null : target.answer();
  }

  /** Whether the answer to be learned is the teacher's own, of which the capture tells more. */
  static boolean isTeachers(Target target) {
    return target.teacherAnswer() == null;
  }
}
