package dev.understudy.trainer.similar;

/** What a shingle is made of. */
public enum ShingleUnit {
  /** The words of {@link NormalText#wordsOf}; one per character where a script has no spaces. */
  WORDS,
  /** The code points of {@link NormalText#of}, punctuation and blanks included. */
  CHARACTERS
}
