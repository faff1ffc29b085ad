package dev.understudy.trainer.filter;

import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Target;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Speaks against answers of which the teacher itself was not sure. */
final class ConfidenceFilter implements Filter {
  private final FilterSettings.Sureness settings;

  ConfidenceFilter(FilterSettings.Sureness settings) {
    this.settings = settings;
  }

  @Override
  public @Nullable Drop judge(Example example) {
    Target target = example.target();
    if (!Said.isTeachers(target)) {
      return null;
    }
    Double confidence = target.confidence();
    if (confidence == null) {
      return settings.keepUnknown() ? null : Filter.drop("no_confidence", null);
    }
    return confidence >= settings.min()
        ? null
        : Filter.drop(
            "low_confidence",
            String.format(Locale.ROOT, "%.3f, at least %s wanted", confidence, settings.min()));
  }
}
