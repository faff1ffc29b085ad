package dev.understudy.trainer.corpus;

/** What becomes of corrections that people gave of the teacher's answers. */
public enum GoldUse {
  /** They take the place of the teacher's answer where there are any. */
  PREFER,
  /** The teacher's answer stays; corrections only serve to filter and to measure. */
  IGNORE,
  /** As {@link #PREFER}, and examples without one are dropped. */
  ONLY
}
