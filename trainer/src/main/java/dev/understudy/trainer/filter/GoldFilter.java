package dev.understudy.trainer.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.Label;
import dev.understudy.diff.json.Differences;
import dev.understudy.diff.json.JsonComparison;
import dev.understudy.diff.json.JsonTerms;
import dev.understudy.diff.json.JsonText;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Target;
import org.jspecify.annotations.Nullable;

/**
 * Speaks against examples whose teacher said something else than people did, whichever of the two
 * is to be learned: labels are compared where there are both, else answers, as JSON where both are,
 * else without case, outer punctuation and more than single spaces.
 */
final class GoldFilter implements Filter {
  @Override
  public @Nullable Drop judge(Example example) {
    Gold gold = example.gold();
    if (gold == null) {
      return null;
    }
    Target target = example.target();
    if (gold.label() != null && target.teacherLabel() != null) {
      return isSame(gold.label(), target.teacherLabel()) ? null : disagreement("labels");
    }
    if (gold.answer() == null) {
      return null;
    }
    String taught = target.teacherAnswer() == null ? target.answer() : target.teacherAnswer();
    return isSameAnswer(gold.answer(), taught) ? null : disagreement("answers");
  }

  private static Drop disagreement(String what) {
    return Filter.drop("gold_disagreement", what + " differ");
  }

  private static boolean isSameAnswer(String gold, String taught) {
    JsonNode one = JsonText.of(gold).value();
    JsonNode other = JsonText.of(taught).value();
    if (one == null || other == null) {
      return isSame(gold, taught);
    }
    return JsonComparison.of(one, other, JsonTerms.EXACT, new Differences()).score() == 1;
  }

  private static boolean isSame(String one, String other) {
    return Label.normalised(one).equals(Label.normalised(other));
  }
}
