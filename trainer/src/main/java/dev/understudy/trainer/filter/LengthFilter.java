package dev.understudy.trainer.filter;

import dev.understudy.exchange.wire.TokenEstimate;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.filter.FilterSettings.Bounds;
import dev.understudy.trainer.filter.FilterSettings.Part;
import dev.understudy.trainer.filter.FilterSettings.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks against texts that are too short or too long. Tokens are those that the capture counted,
 * of all that was asked; where it did not, or the answer is not the teacher's own, they are
 * estimated from the text ({@link TokenEstimate}).
 */
final class LengthFilter implements Filter {
  private final Part part;
  private final Bounds bounds;

  private LengthFilter(Part part, Bounds bounds) {
    this.part = part;
    this.bounds = bounds;
  }

  static List<Filter> of(FilterSettings.Length settings) {
    List<Filter> all = new ArrayList<>();
    if (settings.input() != null) {
      all.add(new LengthFilter(Part.INPUT, settings.input()));
    }
    if (settings.answer() != null) {
      all.add(new LengthFilter(Part.ANSWER, settings.answer()));
    }
    return all;
  }

  @Override
  public @Nullable Drop judge(Example example) {
    String text = Said.text(example, part);
    if (text == null) {
      return null;
    }
    long length =
        bounds.unit() == Unit.TOKENS
            ? tokens(example, text)
            : text.codePointCount(0, text.length());
    if (length < bounds.min()) {
      return drop("too_short", length, "at least " + bounds.min());
    }
    return length > bounds.max() ? drop("too_long", length, "at most " + bounds.max()) : null;
  }

  private Drop drop(String how, long length, String wanted) {
    return Filter.drop(
        part.word() + "_" + how, length + " " + bounds.unit().word() + ", " + wanted + " wanted");
  }

  private long tokens(Example example, String text) {
    long counted =
        switch (part) {
          case INPUT -> example.cost().inputTokens();
          case ANSWER -> Said.isTeachers(example.target()) ? example.cost().outputTokens() : 0;
        };
    return counted > 0 ? counted : TokenEstimate.of(text, example.origin().model());
  }
}
