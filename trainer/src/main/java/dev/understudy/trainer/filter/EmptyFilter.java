package dev.understudy.trainer.filter;

import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Target;
import org.jspecify.annotations.Nullable;

/** Speaks against answers that have neither text nor tool calls. */
final class EmptyFilter implements Filter {
  @Override
  public @Nullable Drop judge(Example example) {
    Target target = example.target();
    return target.toolCalls() == null && target.answer().isBlank()
        ? Filter.drop("empty_answer", null)
        : null;
  }
}
