package dev.understudy.trainer.filter;

import dev.understudy.diff.Ending;
import dev.understudy.diff.Refusal;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Target;
import org.jspecify.annotations.Nullable;

/**
 * Speaks against answers that decline: the provider says so ({@code content_filter} and its like),
 * the text does ({@link Refusal}), or JSON does: in a member {@code refusal}, or in each of its
 * texts where it is an object.
 */
final class RefusalFilter implements Filter {
  @Override
  public @Nullable Drop judge(Example example) {
    Target target = example.target();
    if (Said.isTeachers(target) && Ending.of(target.finishReason()) == Ending.REFUSED) {
      return Filter.drop("refusal", "the provider's finish reason");
    }
    String answer = Said.answer(target);
    if (answer == null) {
      return null;
    }
    if (Refusal.isOne(answer)) {
      return Filter.drop("refusal", "the answer's text");
    }
    return Refusal.isWithin(answer)
        ? Filter.drop("refusal", "a text within the answer's JSON")
        : null;
  }
}
