package dev.understudy.sink.redaction.body;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators' own patterns (RE2, in linear time). What they match is a find of their name. */
public final class Patterns {
  /** One of them. */
  private record Named(String name, Pattern pattern) {}

  private final List<Named> all = new ArrayList<>();

  /** All in one, to pass over texts that match none; null where there are none. */
  private final @Nullable Pattern any;

  /** Those patterns, by name. */
  public Patterns(Map<String, String> patterns) {
    List<String> each = new ArrayList<>();
    patterns.forEach(
        (name, pattern) -> {
          all.add(new Named(name, Pattern.compile(pattern)));
          each.add("(?:" + pattern + ")");
        });
    this.any = each.isEmpty() ? null : Pattern.compile(String.join("|", each));
  }

  /** Reports all matches that are not empty. */
  void over(Text text, Finds finds) {
    if (any == null || text.length() == 0) {
      return;
    }
    String content = text.content();
    Matcher first = any.matcher(content);
    if (!first.find()) {
      return;
    }
    for (Named each : all) {
      Matcher matcher = each.pattern.matcher(content);
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) {
          int from = text.start() + matcher.start();
          int to = text.start() + matcher.end();
          finds.found(text, each.name, matcher.group(), from, to);
        }
      }
    }
  }
}
