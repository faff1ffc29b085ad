package dev.understudy.trainer.filter;

import com.google.re2j.Pattern;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import org.jspecify.annotations.Nullable;

/** Speaks against texts that lack what they must have, or have what they must not. */
final class PatternFilter implements Filter {
  private final FilterSettings.Pattern settings;
  private final Pattern pattern;

  PatternFilter(FilterSettings.Pattern settings) {
    this.settings = settings;
    this.pattern = Pattern.compile(settings.regex());
  }

  @Override
  public @Nullable Drop judge(Example example) {
    String text = Said.text(example, settings.in());
    if (text == null || pattern.matcher(text).find() == settings.wanted()) {
      return null;
    }
    return Filter.drop(
        "pattern",
        "%s: %s the %s"
            .formatted(
                settings.name(),
                settings.wanted() ? "must match" : "must not match",
                settings.in().word()));
  }
}
