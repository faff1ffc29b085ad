package dev.understudy.trainer.corpus;

/** Which exchanges of one conversation become examples. Each repeats all that was said before. */
public enum Conversations {
  /** The last one alone, which has all the turns of those before it. */
  LAST,
  /** Every one. */
  EVERY
}
