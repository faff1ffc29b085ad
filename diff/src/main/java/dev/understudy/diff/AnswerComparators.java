package dev.understudy.diff;

import dev.understudy.diff.json.JsonTerms;
import dev.understudy.diff.schema.AnswerSchema;
import org.jspecify.annotations.Nullable;

/** The ways of comparing two answers. */
public final class AnswerComparators {
  private AnswerComparators() {}

  /** Compares both answers as JSON, place by place. */
  public static AnswerComparator json(JsonTerms terms) {
    return JudgedComparator.by(new JsonJudge(terms));
  }

  /**
   * Compares the answers' labels: words normalised to one case, Unicode form and spacing, without
   * quotes and punctuation around them.
   *
   * @param pick where the label stands: a JSON pointer (begins with {@code /}), a regular
   *     expression in RE2's syntax whose first group it is, or null for the whole text
   * @throws IllegalArgumentException where the pick is neither; the message says why
   */
  public static AnswerComparator label(@Nullable String pick) {
    return JudgedComparator.by(LabelJudge.of(pick));
  }

  /**
   * Compares the answers as texts.
   *
   * @param threshold the least score that counts as the same, within [0, 1]
   */
  public static AnswerComparator text(double threshold) {
    return JudgedComparator.by(TextJudge.of(threshold));
  }

  /** Compares the names and arguments of the answers' tool calls, whatever their order. */
  public static AnswerComparator tools() {
    return JudgedComparator.by(new ToolsJudge());
  }

  /**
   * Chooses by what the answers look like: tools where either calls any; JSON where the teacher's
   * text is an object or array; label where both are a single word; else text.
   *
   * @param threshold the least score of texts that counts as the same, within [0, 1]
   * @param terms what counts in JSON
   */
  public static AnswerComparator auto(double threshold, JsonTerms terms) {
    return AutoChoice.comparator(threshold, terms);
  }

  /**
   * The same comparator, which also holds the answers' JSON against a schema. An answer off the
   * schema is remarked; a student's off it, where the teacher's adheres, is different whatever else
   * agrees.
   */
  public static AnswerComparator adhering(AnswerSchema schema, AnswerComparator comparator) {
    return new SchemaComparator(schema, comparator);
  }
}
