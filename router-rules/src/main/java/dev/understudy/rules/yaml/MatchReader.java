package dev.understudy.rules.yaml;

import dev.understudy.rules.expression.Condition;
import dev.understudy.rules.expression.UnreadableCondition;
import dev.understudy.rules.match.Glob;
import dev.understudy.rules.match.Match;
import dev.understudy.rules.match.Match.HeaderMatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which requests a route speaks about. */
final class MatchReader {
  private static final Scalar<String> METHOD =
      Scalar.TEXT.where(
          text -> text.matches("[A-Z]{1,32}"), "must be an HTTP method in capitals, such as POST");
  private static final Scalar<String> PATH =
      Scalar.TEXT
          .where(text -> text.startsWith("/") || text.startsWith("*"), "must begin with '/' or '*'")
          .where(
              text -> text.matches("[^?#\\s]*"), "must be a path alone, without query or blanks");

  private MatchReader() {}

  static Match read(Section in) {
    String path = in.valueOrNull("path", PATH);
    String method = in.valueOrNull("method", METHOD);
    String model = in.valueOrNull("model", Scalar.TEXT);
    List<HeaderMatch> headers = new ArrayList<>();
    in.namedValues("headers", HeaderNames.ANY, Scalar.TEXT)
        .forEach((name, value) -> headers.add(new HeaderMatch(name, Glob.of(value))));
    return new Match(glob(path), method, headers, glob(model), when(in));
  }

  private static @Nullable Glob glob(@Nullable String pattern) {
    return pattern == null ? null : Glob.of(pattern);
  }

  private static @Nullable Condition when(Section in) {
    return in.has("when") ? condition(in, "when", "match.when") : null;
  }

  /**
   * The condition under the key; null where it cannot be read.
   *
   * @param named how messages call it
   */
  static @Nullable Condition condition(Section in, String key, String named) {
    String text = in.valueOrNull(key, Scalar.TEXT);
    if (text == null || !in.isSound(key)) {
      return null;
    }
    try {
      return Condition.of(text);
    } catch (UnreadableCondition unreadable) {
      unreadable
          .issues()
          .forEach(issue -> in.problemWithin(key, issue.offset(), named + " " + issue.message()));
      return null;
    }
  }
}
