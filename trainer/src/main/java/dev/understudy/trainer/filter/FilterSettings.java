package dev.understudy.trainer.filter;

import com.google.re2j.PatternSyntaxException;
import dev.understudy.diff.Repetition;
import dev.understudy.diff.schema.AnswerSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which filters there are, and their bounds. A filter that is null is not there.
 *
 * @param empty whether answers go that have neither text nor tool calls
 * @param finish which endings of the teacher's answer are good ones
 * @param refusals whether answers go that decline
 * @param repetition how much an answer may repeat itself
 * @param json how an answer is to be JSON
 * @param length how long inputs and answers may be
 * @param language which languages they may be in
 * @param patterns what they must or must not have
 * @param confidence how sure the teacher must have been
 * @param gold whether answers go whose teacher disagrees with what people said
 */
public record FilterSettings(
    boolean empty,
    @Nullable Finish finish,
    boolean refusals,
    @Nullable Repeating repetition,
    @Nullable Json json,
    @Nullable Length length,
    @Nullable Languages language,
    List<Pattern> patterns,
    @Nullable Sureness confidence,
    boolean gold)
    implements Serializable {
  /** No filter at all. */
  public static final FilterSettings NONE =
      new FilterSettings(false, null, false, null, null, null, null, List.of(), null, false);

  /** Those of an empty section: empty answers go, and those that were cut off or filtered. */
  public static final FilterSettings USUAL =
      new FilterSettings(
          true, Finish.COMPLETE, false, null, null, null, null, List.of(), null, false);

  public FilterSettings {
    patterns = List.copyOf(patterns);
  }

  /** A part of an example that is looked at. */
  public enum Part {
    /** What was asked: what varies of it. */
    INPUT,
    /** What is to be answered. */
    ANSWER;

    /** The word in settings, messages and reasons, such as {@code input}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a length is counted in. */
  public enum Unit {
    /** Unicode code points. */
    CHARACTERS,
    /** Tokens, as the provider counted or as estimated. */
    TOKENS;

    /** The word in settings and messages, such as {@code tokens}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Which endings are good ones. Judged is the teacher's own answer alone, and only where the
   * capture tells how it ended.
   *
   * @param allowed the providers' words for them, compared without case; or null for all but those
   *     known to mean that the answer was cut off or declined
   */
  public record Finish(@Nullable List<String> allowed) implements Serializable {
    /** All but {@code length}, {@code content_filter} and their like. */
    public static final Finish COMPLETE = new Finish(null);

    public Finish {
      allowed =
          allowed == null
              ? null
              : allowed.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
      if (allowed != null && allowed.isEmpty()) {
        throw new IllegalArgumentException("at least one finish reason must be allowed");
      }
    }
  }

  /**
   * How much an answer may repeat itself; what is counted is told by {@link Repetition}.
   *
   * @param maxDuplicateNgrams the largest share, in [0, 1], of words in passages said before
   * @param maxDuplicateLines the largest share, in [0, 1], of characters in lines said before
   * @param maxRepeats how often a passage may stand in a row, at least 1
   */
  public record Repeating(double maxDuplicateNgrams, double maxDuplicateLines, int maxRepeats)
      implements Serializable {
    /** What only answers that went round in circles exceed. */
    public static final Repeating USUAL =
        new Repeating(
            Repetition.MOST_DUPLICATE, Repetition.MOST_DUPLICATE, Repetition.MOST_REPEATS);

    public Repeating {
      checkShare("duplicate n-grams", maxDuplicateNgrams);
      checkShare("duplicate lines", maxDuplicateLines);
      if (maxRepeats < 1) {
        throw new IllegalArgumentException("repeats must be at least 1, got " + maxRepeats);
      }
    }
  }

  /**
   * How an answer is to be JSON.
   *
   * @param fenced whether it may stand in a Markdown code fence
   * @param schema the text of the JSON Schema it adheres to, or null for any JSON
   */
  public record Json(boolean fenced, @Nullable String schema) implements Serializable {
    public Json {
      if (schema != null) {
        AnswerSchema.of(schema);
      }
    }
  }

  /**
   * How long something may be.
   *
   * @param min the least, 0 or more
   * @param max the most, at least {@code min}
   * @param unit what is counted
   */
  public record Bounds(int min, int max, Unit unit) implements Serializable {
    public Bounds {
      Objects.requireNonNull(unit, "unit");
      if (min < 0 || max < min) {
        throw new IllegalArgumentException("no such bounds: " + min + " to " + max);
      }
    }
  }

  /**
   * How long inputs and answers may be; null where it does not matter.
   *
   * @param input the bounds of what varies of the input; in tokens, of all that was asked
   * @param answer the bounds of the answer's text
   */
  public record Length(@Nullable Bounds input, @Nullable Bounds answer) implements Serializable {}

  /**
   * Which languages inputs and answers may be in, by ISO 639-1; an empty list is any.
   *
   * @param input those of the input
   * @param answer those of the answer
   * @param minLetters texts with fewer letters are not judged; letters of scripts written without
   *     spaces count threefold
   * @param margin how many times likelier another language must be than the likeliest allowed one,
   *     above 1: what is nearer is not judged
   */
  public record Languages(List<String> input, List<String> answer, int minLetters, double margin)
      implements Serializable {
    /** As short as texts may be whose language is told right nearly always. */
    public static final int USUAL_MIN_LETTERS = 40;

    /** Above what was seen of texts whose language was told wrong (see the tests). */
    public static final double USUAL_MARGIN = 1.05;

    public Languages {
      input = List.copyOf(input);
      answer = List.copyOf(answer);
      for (List<String> codes : List.of(input, answer)) {
        for (String code : codes) {
          if (!LanguageCodes.isKnown(code)) {
            throw new IllegalArgumentException("language '" + code + "' is not one that is told");
          }
        }
      }
      if (minLetters < 1 || !(margin > 1)) {
        throw new IllegalArgumentException("no such bounds: " + minLetters + ", " + margin);
      }
    }
  }

  /**
   * What a part must or must not have.
   *
   * @param name what it is called in reasons
   * @param in where it is looked for
   * @param regex an RE2 pattern, found anywhere unless anchored
   * @param wanted whether it must be there; else it must not
   */
  public record Pattern(String name, Part in, String regex, boolean wanted)
      implements Serializable {
    public Pattern {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(in, "in");
      try {
        com.google.re2j.Pattern.compile(regex);
      } catch (PatternSyntaxException broken) {
        throw new IllegalArgumentException(
            "pattern '" + name + "' is not an RE2 pattern: " + broken.getDescription(), broken);
      }
    }
  }

  /**
   * How sure the teacher must have been of its own answer.
   *
   * @param min the least mean probability of its tokens, in [0, 1]
   * @param keepUnknown whether examples stay whose capture does not tell
   */
  public record Sureness(double min, boolean keepUnknown) implements Serializable {
    public Sureness {
      checkShare("confidence", min);
    }
  }

  private static void checkShare(String what, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(what + " must be within [0, 1], got " + share);
    }
  }
}
