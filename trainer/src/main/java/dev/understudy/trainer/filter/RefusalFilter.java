package dev.understudy.trainer.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.Ending;
import dev.understudy.diff.Refusal;
import dev.understudy.diff.json.JsonText;
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
  private static final String MEMBER = "refusal";

  /** Longer JSON says more than that it declines. */
  private static final int MOST_JSON = 2_000;

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
    return declines(answer) ? Filter.drop("refusal", "a text within the answer's JSON") : null;
  }

  private static boolean declines(String answer) {
    if (answer.length() > MOST_JSON || answer.indexOf('{') < 0) {
      return false;
    }
    JsonNode value = JsonText.of(answer).value();
    if (value == null || !value.isObject()) {
      return false;
    }
    if (!value.path(MEMBER).asText("").isBlank() && value.path(MEMBER).isTextual()) {
      return true;
    }
    int texts = 0;
    for (JsonNode member : value) {
      if (member.isTextual() && !member.textValue().isBlank()) {
        if (!Refusal.isOne(member.textValue())) {
          return false;
        }
        texts++;
      } else if (!member.isNull() && !member.isTextual()) {
        return false;
      }
    }
    return texts > 0;
  }
}
