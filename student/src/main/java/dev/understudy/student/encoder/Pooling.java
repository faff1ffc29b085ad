package dev.understudy.student.encoder;

/** How the vectors of a text's tokens become one vector. */
public enum Pooling {
  /** The mean over all tokens of the text. */
  MEAN,
  /** The vector of the first token. */
  FIRST
}
