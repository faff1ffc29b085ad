package dev.understudy.rules.expression;

/** What asking a condition gave. */
public enum Outcome {
  /** It holds. */
  TRUE,
  /** It does not hold. */
  FALSE,
  /** It does not hold, as the request lacks something it asks for, such as a header. */
  ABSENT,
  /** It counts as not holding, as its evaluation failed, such as by a division by zero. */
  FAILED
}
