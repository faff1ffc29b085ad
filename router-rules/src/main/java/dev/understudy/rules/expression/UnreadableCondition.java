package dev.understudy.rules.expression;

import java.util.List;

/** A text is not a condition that could be evaluated. */
public final class UnreadableCondition extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // exceptions are never serialised here
  private final List<Issue> issues;

  UnreadableCondition(List<Issue> issues) {
    super(String.join("; ", issues.stream().map(Issue::message).toList()));
    this.issues = List.copyOf(issues);
  }

  /** All that is wrong, at least one. */
  public List<Issue> issues() {
    return issues;
  }

  /**
   * One thing that is wrong.
   *
   * @param offset where in the text, in code points, counted from 0
   * @param message what is wrong, as the end of a sentence that begins with the condition's name
   */
  public record Issue(int offset, String message) {}
}
