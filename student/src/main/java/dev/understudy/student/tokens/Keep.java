package dev.understudy.student.tokens;

/** Which part of a text is kept when it has more tokens than there is room for. */
public enum Keep {
  /** The first tokens. */
  BEGINNING,
  /** The last tokens. */
  END,
  /** The first and the last tokens in equal number; of an odd number the beginning has one more. */
  BOTH_ENDS
}
