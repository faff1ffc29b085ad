package dev.understudy.trainer.filter;

import dev.understudy.diff.Repetition;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Speaks against answers that went round in circles. */
final class RepetitionFilter implements Filter {
  private final FilterSettings.Repeating settings;

  RepetitionFilter(FilterSettings.Repeating settings) {
    this.settings = settings;
  }

  @Override
  public @Nullable Drop judge(Example example) {
    String answer = Said.answer(example.target());
    if (answer == null) {
      return null;
    }
    Repetition found = Repetition.of(answer);
    if (found.repeats() > settings.maxRepeats()) {
      return drop("%d repeats in a row, at most %d", found.repeats(), settings.maxRepeats());
    }
    if (found.duplicateLines() > settings.maxDuplicateLines()) {
      return drop(
          "%.2f of it in lines said before, at most %s",
          found.duplicateLines(), settings.maxDuplicateLines());
    }
    return found.duplicateNgrams() > settings.maxDuplicateNgrams()
        ? drop(
            "%.2f of it in passages said before, at most %s",
            found.duplicateNgrams(), settings.maxDuplicateNgrams())
        : null;
  }

  private static Drop drop(String found, Object... figures) {
    return Filter.drop("repetition", String.format(Locale.ROOT, found, figures) + " wanted");
  }
}
