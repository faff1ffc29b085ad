package dev.understudy.rules;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the student's answer is compared with the teacher's. JSON pointers are those of RFC 6901.
 *
 * @param as the way of comparing
 * @param fields for {@code json}: the pointers that count; empty for the whole document
 * @param ignore for {@code json}: pointers that do not count
 * @param unordered for {@code json}: pointers of arrays whose order does not matter
 * @param tolerance for {@code json}: how far two numbers may lie apart, relative to the larger
 * @param pick for {@code label}: where the label stands, a JSON pointer (begins with {@code /}) or
 *     a regular expression whose first group is the label; null for the whole text
 * @param threshold for {@code text}: the least score that counts as the same, within [0, 1]
 * @param schema a JSON Schema file that answers must adhere to, or null
 */
public record Compare(
    As as,
    List<String> fields,
    List<String> ignore,
    List<String> unordered,
    double tolerance,
    @Nullable String pick,
    double threshold,
    @Nullable Path schema) {
  /** The usual threshold for texts. */
  public static final double USUAL_THRESHOLD = 0.8;

  /** By what the answers look like. */
  public static final Compare AUTO =
      new Compare(As.AUTO, List.of(), List.of(), List.of(), 0, null, USUAL_THRESHOLD, null);

  /** A way of comparing. */
  public enum As {
    /** Tools where there are tool calls, JSON where both are JSON, else text. */
    AUTO,
    /** By JSON pointer. */
    JSON,
    /** By a normalised label. */
    LABEL,
    /** By likeness of texts. */
    TEXT,
    /** By names and arguments of tool calls. */
    TOOLS
  }

  public Compare {
    Objects.requireNonNull(as, "as");
    fields = List.copyOf(fields);
    ignore = List.copyOf(ignore);
    unordered = List.copyOf(unordered);
  }
}
