package dev.understudy.trainer.filter;

import dev.understudy.diff.Ending;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Target;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Speaks against teachers' answers that did not come to a good end. */
final class FinishFilter implements Filter {
  private static final int LONGEST_SHOWN = 40;

  private final FilterSettings.Finish settings;

  FinishFilter(FilterSettings.Finish settings) {
    this.settings = settings;
  }

  @Override
  public @Nullable Drop judge(Example example) {
    Target target = example.target();
    String reason = target.finishReason();
    if (reason == null || !Said.isTeachers(target) || isGood(reason)) {
      return null;
    }
    return Filter.drop("finish_reason", shown(reason));
  }

  private boolean isGood(String reason) {
    List<String> allowed = settings.allowed();
    if (allowed != null) {
      return allowed.contains(reason.toLowerCase(Locale.ROOT));
    }
    Ending ending = Ending.of(reason);
    return ending != Ending.CUT && ending != Ending.REFUSED;
  }

  /** The provider's word; whatever else stands there is not shown. */
  private static String shown(String reason) {
    return reason.length() <= LONGEST_SHOWN && reason.matches("[A-Za-z0-9_.-]+")
        ? reason
        : "a word that is none";
  }
}
