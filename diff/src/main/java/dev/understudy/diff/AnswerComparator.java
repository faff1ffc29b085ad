package dev.understudy.diff;

/** A way of comparing the student's answer with the teacher's. Pure and thread-safe. */
public interface AnswerComparator {
  /** The word for it in rules, such as {@code json}. */
  String word();

  /**
   * Compares the two. Never throws, whatever the answers; takes milliseconds for usual ones and is
   * not for event loops, as the largest take some tenths of a second.
   */
  Finding compare(Side teacher, Side student);
}
