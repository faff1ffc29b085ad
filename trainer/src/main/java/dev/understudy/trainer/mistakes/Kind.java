package dev.understudy.trainer.mistakes;

/** Who is wrong. */
public enum Kind {
  /** The student is wrong, the teacher right: what more or other training rows may mend. */
  STUDENT("student wrong, teacher right"),
  /** Both are wrong: the student may have learned it from the teacher, or gold is wrong. */
  BOTH("both wrong"),
  /** The teacher is wrong, the student right. */
  TEACHER("teacher wrong, student right"),
  /** They differ, and nobody said who is right. */
  UNDECIDED("disagreement without gold");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /** It in words. */
  public String words() {
    return words;
  }
}
