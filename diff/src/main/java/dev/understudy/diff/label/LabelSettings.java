package dev.understudy.diff.label;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.understudy.diff.json.JsonValueAt;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Where answers have their labels.
 *
 * @param where the place
 * @param labels the labels that count, as they are read; empty for any
 */
public record LabelSettings(Where where, List<String> labels) implements Serializable {
  public LabelSettings {
    Objects.requireNonNull(where, "where");
    labels = List.copyOf(labels);
  }

  /** A place in an answer. */
  public sealed interface Where extends Serializable {}

  /**
   * A value of the answer's JSON.
   *
   * @param pointer a JSON pointer (RFC 6901)
   */
  public record Json(String pointer) implements Where {
    public Json {
      JsonValueAt.pointer(pointer); // refuses what is none
    }
  }

  /**
   * What a pattern's first group matches.
   *
   * @param regex a regular expression of RE2 with a group
   */
  public record Regex(String regex) implements Where {
    public Regex {
      int groups;
      try {
        groups = Pattern.compile(regex).groupCount();
      } catch (PatternSyntaxException broken) {
        throw new IllegalArgumentException(
            "a label's pattern must be one of RE2, but it has " + broken.getDescription(), broken);
      }
      if (groups != 1) {
        throw new IllegalArgumentException(
            "a label's pattern must have one group (...), about the label, got " + groups);
      }
    }
  }

  /** The whole answer. */
  public record Text() implements Where {}
}
