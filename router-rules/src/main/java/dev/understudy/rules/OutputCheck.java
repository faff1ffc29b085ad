package dev.understudy.rules;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer must be like to be given to a client. It is about the answer's text; an answer of
 * tool calls alone has none, and only what is forbidden is looked for in it.
 *
 * @param schema a JSON Schema file that the text, read as JSON, adheres to, or null
 * @param matches a pattern (RE2) that is found in the text, or null
 * @param labels the labels of which the text, or what stands at {@code pointer} in it, is one;
 *     empty for any text. Compared as labels are: in any case, without quotes and full stops around
 * @param pointer where in the text, read as JSON, the label stands (RFC 6901), or null
 * @param minLength the least characters of the text (code points), or null
 * @param maxLength the most characters of the text (code points), or null
 * @param noRefusal whether it must not decline
 * @param noRepetition whether it must not go round in circles
 * @param noPii whether nothing must be in it that redaction would find
 * @param moderation the upstream that is asked whether the text is harmful, or null
 * @param unmoderatedPasses whether an answer passes of which that upstream does not tell
 */
public record OutputCheck(
    @Nullable Path schema,
    @Nullable String matches,
    List<String> labels,
    @Nullable String pointer,
    @Nullable Integer minLength,
    @Nullable Integer maxLength,
    boolean noRefusal,
    boolean noRepetition,
    boolean noPii,
    @Nullable Upstream moderation,
    boolean unmoderatedPasses) {
  /** Any answer will do. */
  public static final OutputCheck NONE =
      new OutputCheck(null, null, List.of(), null, null, null, false, false, false);

  public OutputCheck {
    labels = List.copyOf(labels);
    if (minLength != null && maxLength != null && minLength > maxLength) {
      throw new IllegalArgumentException(
          "minLength must be at most maxLength, got %d and %d".formatted(minLength, maxLength));
    }
  }

  /** A check that asks nobody else. */
  public OutputCheck(
      @Nullable Path schema,
      @Nullable String matches,
      List<String> labels,
      @Nullable String pointer,
      @Nullable Integer minLength,
      @Nullable Integer maxLength,
      boolean noRefusal,
      boolean noRepetition,
      boolean noPii) {
    this(
        schema,
        matches,
        labels,
        pointer,
        minLength,
        maxLength,
        noRefusal,
        noRepetition,
        noPii,
        null,
        false);
  }

  /** Whether any answer will do. */
  public boolean isNone() {
    return equals(NONE);
  }
}
